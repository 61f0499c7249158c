import type { Random } from '../../domain/statistics/random.ts';
import { cageHalfWidth, downLung, type Anatomy } from './anatomy.ts';
import { bezier, drawTube, type Node, type Plane, type Point } from './plane.ts';
import { softTissue } from './soft-tissue.ts';

const tube = (points: readonly Point[], radius: number, gain = 1): Node[] =>
  points.map(({ x, y }) => ({ x, y, radius, gain }));

/** A tube without round ends: it fades in and out. */
const faded = (points: readonly Point[], radius: number): Node[] =>
  points.map(({ x, y }, i) => ({ x, y, radius, gain: Math.min(1, i / 3, (points.length - 1 - i) / 3) }));

export function drawBones(map: Float32Array, plane: Plane, anatomy: Anatomy, random: Random): void {
  for (const side of [-1, 1]) {
    drawArm(map, plane, anatomy, side);
    for (let rib = 0; rib < anatomy.ribPairs; rib++) drawRib(map, plane, anatomy, side, rib, random);
    drawClavicle(map, plane, anatomy, side, random);
    drawScapula(map, plane, anatomy, side);
  }
  drawSpine(map, plane, anatomy);
  if (anatomy.chin > 0) drawJaw(map, plane, anatomy);
}

/** From the spine out and down to the wall, there around to the front, and down to the cartilage. */
function drawRib(map: Float32Array, plane: Plane, anatomy: Anatomy, side: number, rib: number, random: Random): void {
  const t = rib / (anatomy.ribPairs - 1);
  const start = anatomy.apex + 0.06 + rib * 0.158 + random.uniform(-0.008, 0.008);
  const turn = start + 0.1 + 0.26 * Math.sqrt(t);
  const wall = cageHalfWidth(downLung(anatomy, turn)) + 0.015;
  const spine = 0.1 + side * anatomy.spineX;
  const back = bezier(
    { x: spine, y: start },
    { x: 0.35 * wall + 0.1, y: start - 0.1 },
    { x: 0.93 * wall, y: start - 0.02 },
    { x: wall, y: turn },
    26,
  );
  const sternum = 0.5 + 0.12 * t;
  const front = bezier(
    { x: wall, y: turn },
    { x: wall, y: turn + 0.13 },
    { x: 0.9 * wall, y: turn + 0.2 + 0.06 * t },
    { x: Math.min(sternum, 0.8 * wall), y: turn + 0.3 + 0.12 * t },
    20,
  );
  const radius = anatomy.ribRadius * (0.85 + 0.25 * Math.sqrt(t));
  const nodes = [
    ...back.map((point, i) => ({ ...point, radius, gain: 1 + 0.9 * (i / 25) ** 6 })),
    ...front.slice(1).map((point, i) => ({
      ...point,
      radius: radius * (1 + 0.2 * (i / 19)),
      gain: (1.9 - 1.2 * Math.min(1, i / 6)) * Math.min(1, (18 - i) / 9),
    })),
  ];
  drawTube(
    map,
    plane,
    nodes.map((node) => ({ ...node, x: side * node.x })),
    0.42 * anatomy.bone,
    'hollow',
  );
}

function drawClavicle(map: Float32Array, plane: Plane, anatomy: Anatomy, side: number, random: Random): void {
  const lift = random.uniform(-0.12, 0.08);
  const points = bezier(
    { x: 0.14, y: anatomy.apex + 0.2 },
    { x: 0.4, y: anatomy.apex + 0.02 },
    { x: 0.62, y: anatomy.apex + 0.12 + lift },
    { x: 0.98, y: anatomy.apex + 0.06 + 0.6 * lift },
    24,
  );
  const nodes = points.map((point, i) => ({
    x: side * point.x + anatomy.spineX,
    y: point.y,
    radius: 0.042 + 0.018 * (Math.abs(i - 11) / 11) ** 2,
    gain: Math.min(1, (i + 1) / 4, (24 - i) / 7),
  }));
  drawTube(map, plane, nodes, 0.75 * anatomy.bone, 'hollow');
}

/** The blade's outer rim and the joint; its body is a faint veil. */
function drawScapula(map: Float32Array, plane: Plane, anatomy: Anatomy, side: number): void {
  const joint = { x: side * 1.1, y: anatomy.apex + 0.16 };
  const tip = { x: side * 1.02, y: anatomy.apex + 0.95 };
  const rim = bezier(joint, { x: side * 1.14, y: joint.y + 0.3 }, { x: side * 1.1, y: tip.y - 0.3 }, tip, 14);
  drawTube(map, plane, faded(rim, 0.03), 0.3 * anatomy.bone, 'hollow');
  const veil = [
    { x: side * 1.0, y: joint.y + 0.05, radius: 0.16, gain: 1 },
    { x: side * 0.98, y: tip.y, radius: 0.05, gain: 0.6 },
  ];
  drawTube(map, plane, veil, 0.12 * anatomy.bone, 'flat');
  const spineOfScapula = bezier(
    joint,
    { x: side * 1.02, y: joint.y - 0.08 },
    { x: side * 0.9, y: joint.y },
    { x: side * 0.78, y: joint.y + 0.1 },
    10,
  );
  drawTube(map, plane, faded(spineOfScapula, 0.028), 0.28 * anatomy.bone, 'hollow');
}

/** Flesh and humerus, from the shoulder to beyond the picture; inside the trunk the flesh fades in. */
function drawArm(map: Float32Array, plane: Plane, anatomy: Anatomy, side: number): void {
  const angle = (anatomy.armDegrees[side < 0 ? 0 : 1]! * Math.PI) / 180;
  const at = (along: number): Point => ({
    x: side * (1.13 + along * Math.cos(angle)),
    y: anatomy.apex + 0.12 + along * Math.sin(angle),
  });
  const flesh = [0, 0.25, 0.5, 1.6].map((along) => ({
    ...at(along - 0.1),
    radius: 0.24,
    gain: Math.min(1, 2.5 * along),
  }));
  drawTube(map, plane, flesh, 0.48 * softTissue, 'solid');
  const humerus = [0, 0.08, 0.2, 0.35, 1.5].map((along) => ({
    ...at(along),
    radius: 0.075 + 0.05 * Math.max(0, 1 - along / 0.3),
    gain: 0.55 + 0.45 * Math.min(1, along / 0.3),
  }));
  drawTube(map, plane, humerus, 0.7 * anatomy.bone, 'hollow');
}

/** Vertebral bodies with their discs, pedicles and spinous processes, and the trachea's wall-less gap beside them. */
function drawSpine(map: Float32Array, plane: Plane, anatomy: Anatomy): void {
  const x = anatomy.spineX;
  const half = 0.115;
  drawTube(
    map,
    plane,
    tube(
      [
        { x, y: -2 },
        { x, y: 2 },
      ],
      half * 1.15,
    ),
    0.42 * anatomy.bone,
    'flat',
  );
  for (let vertebra = 0; vertebra < 20; vertebra++) {
    const y = anatomy.apex - 0.5 + vertebra * 0.152;
    const disc = [
      { x: x - half * 0.85, y: y + 0.076 },
      { x: x + half * 0.85, y: y + 0.076 },
    ];
    drawTube(map, plane, tube(disc, 0.018), -0.1 * anatomy.bone, 'solid');
    for (const rim of [0.05, 0.102])
      drawTube(
        map,
        plane,
        tube(
          disc.map((end) => ({ x: end.x, y: y + rim })),
          0.012,
        ),
        0.1 * anatomy.bone,
        'solid',
      );
    for (const side of [-1, 1]) {
      const pedicle = { x: x + side * half * 0.62, y: y - 0.005 };
      drawTube(map, plane, tube([pedicle, { ...pedicle, y: y + 0.03 }], 0.03), 0.15 * anatomy.bone, 'hollow');
    }
    drawTube(
      map,
      plane,
      tube(
        [
          { x, y: y + 0.02 },
          { x, y: y + 0.085 },
        ],
        0.02,
      ),
      0.14 * anatomy.bone,
      'solid',
    );
  }
}

function drawJaw(map: Float32Array, plane: Plane, anatomy: Anatomy): void {
  const bottom = anatomy.apex - 0.32 + anatomy.chin;
  const flesh = [
    { x: 0, y: bottom - 0.75 },
    { x: 0, y: bottom - 0.45 },
  ];
  drawTube(map, plane, tube(flesh, 0.52), 0.6 * softTissue, 'solid');
  const arc = bezier(
    { x: -0.52, y: bottom - 0.6 },
    { x: -0.38, y: bottom + 0.02 },
    { x: 0.38, y: bottom + 0.02 },
    { x: 0.52, y: bottom - 0.6 },
    24,
  );
  drawTube(map, plane, tube(arc, 0.075), 0.8 * anatomy.bone, 'hollow');
}

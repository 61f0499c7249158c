import type { Random } from '../../domain/statistics/random.ts';
import { diaphragm, type Anatomy } from './anatomy.ts';
import { bezier, drawTube, type Node, type Plane } from './plane.ts';
import { softTissue } from './soft-tissue.ts';

/** Adds the pulmonary vessels, a tree from each hilum outwards, to the map; they show only where lung surrounds them. */
export function drawVessels(map: Float32Array, plane: Plane, anatomy: Anatomy, random: Random): void {
  for (const side of [-1, 1]) {
    const hilum = { x: side * 0.24, y: 0.0 + (side < 0 ? 0.02 : -0.03) };
    for (let trunk = 0; trunk < 9; trunk++) {
      const angle = -1.25 + (2.5 * trunk) / 8 + random.uniform(-0.12, 0.12);
      const start = { ...hilum, y: hilum.y + 0.1 * Math.sin(angle), radius: random.uniform(0.022, 0.034), gain: 1 };
      grow(map, plane, start, angle, side, 4, random);
    }
    const knot = { ...hilum, radius: 0.075, gain: 1 };
    drawTube(
      map,
      plane,
      [knot, { ...knot, x: side * 0.27, y: hilum.y + 0.13, radius: 0.05 }],
      0.14 * softTissue,
      'solid',
    );
  }
  drawTrachea(map, plane, anatomy);
}

/** One vessel and its two daughters. */
function grow(
  map: Float32Array,
  plane: Plane,
  start: Node,
  angle: number,
  side: number,
  order: number,
  random: Random,
): void {
  const length = random.uniform(0.12, 0.2) * (0.75 + 0.1 * order);
  const bend = random.uniform(-0.25, 0.25);
  const radius = start.radius * 0.72;
  const nodes: Node[] = [start];
  for (let step = 1; step <= 4; step++) {
    const last = nodes.at(-1)!;
    const direction = angle + (bend * step) / 4;
    nodes.push({
      x: last.x + (side * Math.cos(direction) * length) / 4,
      y: last.y + (Math.sin(direction) * length) / 4,
      radius: start.radius + ((radius - start.radius) * step) / 4,
      gain: 1,
    });
  }
  drawTube(map, plane, nodes, 3 * softTissue * start.radius, 'solid');
  if (order === 0) return;
  const spread = random.uniform(0.2, 0.45);
  for (const turn of [-spread, spread * random.uniform(0.6, 1.2)]) {
    grow(map, plane, { ...nodes.at(-1)!, radius }, angle + bend + turn, side, order - 1, random);
  }
}

function drawTrachea(map: Float32Array, plane: Plane, anatomy: Anatomy): void {
  const x = anatomy.spineX - 0.02;
  const carina = { x: x - 0.01, y: -0.3 };
  const air = (nodes: Node[]): void => drawTube(map, plane, nodes, -0.16 * softTissue, 'solid');
  air([
    { x, y: -2, radius: 0.06, gain: 1 },
    { ...carina, radius: 0.055, gain: 1 },
  ]);
  for (const side of [-1, 1]) {
    const end = { x: carina.x + side * 0.2, y: carina.y + (side < 0 ? 0.22 : 0.18) };
    const bronchus = bezier(
      carina,
      { x: carina.x, y: carina.y + 0.05 },
      { x: end.x - side * 0.06, y: end.y - 0.06 },
      end,
      8,
    );
    air(bronchus.map((point) => ({ ...point, radius: 0.036, gain: 0.8 })));
  }
}

/** Gas in the stomach, under the left dome. */
export function drawStomachBubble(map: Float32Array, plane: Plane, anatomy: Anatomy): void {
  const size = anatomy.stomachBubble;
  if (size < 0.06) return;
  const y = diaphragm(anatomy, 0.42) + 0.07 + size * 0.6;
  const nodes = [
    { x: 0.42 - size * 0.6, y, radius: size * 0.6, gain: 0.9 },
    { x: 0.42 + size * 0.5, y: y + 0.02, radius: size * 0.7, gain: 1 },
  ];
  drawTube(map, plane, nodes, -1.3 * size * softTissue, 'solid');
}

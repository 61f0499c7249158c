import { cageHalfWidth, diaphragm, downLung, type Anatomy } from './anatomy.ts';
import { toAnatomy, type Plane } from './plane.ts';

/** The attenuation of water-like tissue at about 70 kV, a thorax unit (0.2 / cm). */
export const softTissue = 1.8;
/** Share of the lung that is air. */
export const airShare = 0.74;

export interface Trunk {
  /** Line integral of the attenuation, a pixel. */
  readonly attenuation: Float32Array;
  /** Depth of lung in the beam, thorax units. */
  readonly lung: Float32Array;
}

/** Trunk, lungs, mediastinum, heart and diaphragm: everything without an outline of bone. */
export function drawTrunk(plane: Plane, anatomy: Anatomy): Trunk {
  const attenuation = new Float32Array(plane.columns * plane.rows);
  const lung = new Float32Array(attenuation.length);
  const edge = 1.2 / plane.scale;
  for (let row = 0, at = 0; row < plane.rows; row++) {
    for (let column = 0; column < plane.columns; column++, at++) {
      const { x, y } = toAnatomy(plane, column, row);
      const body = bodyDepth(anatomy, x, y);
      if (body <= 0) continue;
      const air = lungDepth(anatomy, x, y, edge);
      lung[at] = air;
      attenuation[at] = softTissue * Math.max(0, body - airShare * air);
    }
  }
  return { attenuation, lung };
}

/** Neck and trunk, whichever is deeper; both thin out towards their outline. */
function bodyDepth(anatomy: Anatomy, x: number, y: number): number {
  const side = Math.abs(x);
  const shoulder = smooth((-0.3 - y) / 0.6);
  const half = Math.max(cageHalfWidth(downLung(anatomy, y)) + anatomy.wall, 1 + anatomy.wall) + 0.25 * shoulder;
  const across = square(square(side / half));
  const below = (y + 1.3 - 0.24 * side * side) / 0.6;
  const trunk = across < 1 && below > 0 ? Math.sqrt((1 - across) * Math.min(1, below)) : 0;
  const inNeck = 1 - square(side / 0.42);
  const neck = inNeck > 0 && y < 0 ? 0.66 * Math.sqrt(inNeck) : 0;
  const belly = smooth((y - 0.1) / 0.5);
  return anatomy.bodyDepth * Math.max(neck, trunk * (0.92 + 0.14 * belly));
}

function square(value: number): number {
  return value * value;
}

/** Lung in the beam: what the cage holds, less the mediastinum, the heart and what lies behind the diaphragm. */
function lungDepth(anatomy: Anatomy, x: number, y: number, edge: number): number {
  const down = downLung(anatomy, y);
  if (down <= 0 || down > 1.05) return 0;
  const side = Math.abs(x);
  const across = side / cageHalfWidth(down);
  if (across >= 1) return 0;
  const inner = mediastinalEdge(anatomy, x, down);
  if (side <= inner) return 0;
  const cage = anatomy.lungDepth * Math.sqrt(Math.min(1, 3 * down)) * Math.sqrt(1 - across * across);
  const beside = Math.min(1, (side - inner) / 0.05);
  const depth = cage * beside - heartDepth(anatomy, x, y);
  return depth <= 0 ? 0 : depth * aboveDiaphragm(y - diaphragm(anatomy, x), edge);
}

/** Half-width of spine, vessels and (in a child) thymus: wide at the apices, where the lung is a dome. */
function mediastinalEdge(anatomy: Anatomy, x: number, down: number): number {
  const lean = anatomy.spineX * (x < 0 ? -1 : 1);
  const toDome = Math.max(0, 1 - down / 0.13);
  // The thymus on both sides; on the left also the aortic arch and the pulmonary trunk, down to the heart.
  const thymus = 0.03 * smooth(1 - Math.abs(down - 0.25) / 0.2);
  const trunk = x > 0 ? 0.1 * smooth(1 - Math.abs(down - 0.42) / 0.26) : 0;
  return (
    anatomy.mediastinum + lean + thymus + trunk + (0.4 - anatomy.mediastinum) * (1 - Math.sqrt(1 - toDome * toDome))
  );
}

function heartDepth({ heart }: Anatomy, x: number, y: number): number {
  const angle = (heart.degrees * Math.PI) / 180;
  const [dx, dy] = [x - heart.x, y - heart.y];
  const along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / heart.long;
  const across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / heart.short;
  const inside = 1 - along * along - across * across;
  return inside <= 0 ? 0 : 1.45 * Math.sqrt(inside);
}

/** The dome meets the beam in a sharp edge; behind it the lung reaches deeper and fades out. */
function aboveDiaphragm(below: number, edge: number): number {
  if (below <= -edge) return 1;
  const depth = Math.max(0, 1 - Math.max(0, below) / 0.38);
  const behind = 0.42 * depth * depth;
  return below >= 0 ? behind : 1 + (below / edge + 1) * (behind - 1);
}

export function smooth(t: number): number {
  const inside = Math.min(1, Math.max(0, t));
  return inside * inside * (3 - 2 * inside);
}

import type { Random } from '../../domain/statistics/random.ts';
import { bezier, drawTube, type Plane } from './plane.ts';

/** A lead letter R on the patient's right, as on most films. */
export function drawMarker(map: Float32Array, plane: Plane, random: Random): void {
  if (random.next() < 0.15) return;
  const film: Plane = { ...plane, scale: plane.columns, centreX: 0, centreY: 0, cos: 1, sin: 0 };
  const size = random.uniform(0.022, 0.034);
  const [x, y] = [random.uniform(0.04, 0.12), random.uniform(0.05, 0.3)];
  const at = (u: number, v: number) => ({ x: x + size * u, y: y + size * v });
  const stem = [at(0, 0), at(0, 1.4)];
  const bow = bezier(at(0, 0), at(1.15, 0), at(1.15, 0.75), at(0, 0.75), 14);
  const leg = [at(0.4, 0.75), at(0.9, 1.4)];
  const letter = new Float32Array(map.length);
  for (const stroke of [stem, [...bow, at(0, 0.75)], leg]) {
    drawTube(
      letter,
      film,
      stroke.map((point) => ({ ...point, radius: size * 0.11, gain: 1 })),
      3,
      'flat',
    );
  }
  for (let i = 0; i < map.length; i++) map[i]! += Math.min(3, letter[i]!);
}

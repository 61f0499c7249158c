import type { Random } from '../../domain/statistics/random.ts';

/** Smooth random texture: −1 … 1 at any place, features about 1 unit wide. */
export type NoiseField = (x: number, y: number) => number;

const side = 64;

/** Value noise (a lattice of random numbers, smoothly interpolated), repeating every 64 units. */
export function createNoiseField(random: Random): NoiseField {
  const lattice = new Float32Array(side * side).map(() => random.uniform(-1, 1));
  return (x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [x - column, y - row];
    const [fx, fy] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)];
    const [left, right] = [column & (side - 1), (column + 1) & (side - 1)];
    const [top, bottom] = [(row & (side - 1)) * side, ((row + 1) & (side - 1)) * side];
    const upper = lattice[top + left]! + fx * (lattice[top + right]! - lattice[top + left]!);
    const lower = lattice[bottom + left]! + fx * (lattice[bottom + right]! - lattice[bottom + left]!);
    return upper + fy * (lower - upper);
  };
}

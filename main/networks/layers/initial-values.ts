/** Initial values of parameters. */
import type { Random } from '../../domain/statistics/random.ts';
import { zeros } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';

/** For `zeros` nothing is written, so that the memory of a large network stays untouched. */
function drawn(dims: readonly number[], random: Random, draw: () => number): Tensor {
  const values = new Float32Array(sizeOf(dims));
  if (random !== zeros) for (let index = 0; index < values.length; index++) values[index] = draw();
  return float32(dims, values);
}

export function filledWith(dims: readonly number[], value: number): Tensor {
  return float32(dims, new Float32Array(sizeOf(dims)).fill(value));
}

export function normal(dims: readonly number[], deviation: number, random: Random): Tensor {
  return float32(dims, random.normals(new Float32Array(sizeOf(dims)), deviation));
}

/** Between -limit and limit. */
export function uniform(dims: readonly number[], limit: number, random: Random): Tensor {
  return drawn(dims, random, () => random.uniform(-limit, limit));
}

/** Standard deviation of a standard normal distribution that is truncated at two deviations. */
const CUT = 0.879_625_661_034_239_8;

/** Normal, cut off at two deviations, and widened by as much as that takes away (Keras's `VarianceScaling`). */
export function truncatedNormal(dims: readonly number[], deviation: number, random: Random): Tensor {
  return drawn(dims, random, () => {
    let value = random.normal();
    while (Math.abs(value) > 2) value = random.normal();
    return (value * deviation) / CUT;
  });
}

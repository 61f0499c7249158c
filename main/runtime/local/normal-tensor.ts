import type { Random } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, sizeOf } from '../../domain/tensor.ts';

/** Standard normal values, divided by four so that the trial's answers stay of the order of one. */
export function normalTensor(dims: readonly number[], random: Random): Tensor {
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal() / 4),
  );
}

import type { Graph } from '../../../graph/ir/graph.ts';
import { ModelTooLargeError } from '../task/training-errors.ts';

/** A protocol buffer, which a model file is, has no more. */
const MOST_BYTES = 2 ** 31 - 1;

/** @throws `ModelTooLargeError` before any memory is taken. */
export function refuseTooLarge({ initializers }: Graph): void {
  const bytes = [...initializers.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes <= MOST_BYTES) return;
  const size = (bytes / 1e9).toFixed(1);
  throw new ModelTooLargeError(
    `The network has ${size} GB of parameters, and a model file holds 2.1 GB at most: choose a smaller network or head.`,
  );
}

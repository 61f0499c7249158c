import type { Graph } from '../../../graph/ir/graph.ts';
import { faultError } from '../../../domain/faults/fault.ts';

/** A protocol buffer, which a model file is, has no more. */
const MOST_BYTES = 2 ** 31 - 1;

/** @throws a FaultError before any memory is taken. */
export function refuseTooLarge({ initializers }: Graph): void {
  const bytes = [...initializers.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes <= MOST_BYTES) return;
  throw faultError('training.network-too-large', { gigabytes: Math.round(bytes / 1e8) / 10 });
}

import type { Outcome } from '../../domain/outcome.ts';
import { fromOnnx } from './from-onnx.ts';
import { fromWeights } from './from-weights.ts';
import type { ImportedModel, ReadOptions } from './import-options.ts';
import { refuseKind } from './refuse-kind.ts';

/** An ONNX classifier, or a weight file of the network named, in the form of model folders. It has not run yet. */
export async function readModel(bytes: Uint8Array, options: ReadOptions): Promise<Outcome<ImportedModel>> {
  const mistaken = refuseKind(bytes, options);
  if (mistaken !== null) return mistaken;
  return options.network === undefined ? fromOnnx(bytes, options) : fromWeights(bytes, options.network, options);
}

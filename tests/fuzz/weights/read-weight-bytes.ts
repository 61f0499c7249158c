import { isHdf5, withHdf5 } from '../../../main/networks/weights/hdf5.ts';
import { readWeights } from '../../../main/networks/weights/read-weights.ts';
import { UnreadableWeights } from '../../../main/networks/weights/unreadable-weights.ts';
import { sizeOf } from '../../../main/domain/tensor.ts';
import { opened, requireTrue, type Reading } from '../parser.ts';

/** Reasons that end the reading where the file's own list of tensors is not even there. */
const headerReasons = [
  ['weights.no-header', 'weights.header-too-long', 'weights.header-not-json', 'weights.header-no-object'],
  ['weights.zip-cut-off', 'weights.pickle-protocol', 'weights.other-pytorch', 'weights.unknown-format'],
].flat();

/** The library says the same of a file that it does not know and of one that is damaged somewhere. */
async function opensAsHdf5(bytes: Uint8Array): Promise<boolean> {
  if (!isHdf5(bytes)) return true;
  try {
    return await withHdf5(bytes, (root) => root.keys().length > 0);
  } catch (error) {
    if (error instanceof UnreadableWeights) return false;
    throw error;
  }
}

const elementBytes = {
  float32: Float32Array,
  int64: BigInt64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

export async function readWeightBytes(bytes: Uint8Array): Promise<Reading> {
  const weights = await readWeights(bytes, 'file');
  if (!weights.ok) {
    const { error } = weights;
    requireTrue(error.code.startsWith('weights.'), `the fault ${error.code}`);
    const reason = error.code === 'weights.unreadable' ? error.details.reason.code : error.code;
    const isKnown = reason !== 'weights.not-hdf5' || (await opensAsHdf5(bytes));
    return { refusal: reason, isPastHeader: isKnown && !headerReasons.includes(reason) };
  }
  for (const [name, { type, dims, data }] of weights.value) {
    requireTrue(typeof name === 'string', 'a tensor without a name');
    requireTrue(
      dims.every((size) => Number.isSafeInteger(size) && size >= 0),
      `sizes ${JSON.stringify(dims)}`,
    );
    requireTrue(data.length === sizeOf(dims), `${data.length} values of ${JSON.stringify(dims)}`);
    requireTrue(data instanceof elementBytes[type], `${type} in another array`);
  }
  return opened;
}

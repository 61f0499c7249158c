/** Adapts published tensors that belong to the network but do not have its exact form. */
import { noteOf, type Note } from '../../domain/messages/note.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import type { Network } from '../network.ts';
import { interpolatePositions } from '../layers/position-embeddings.ts';

export interface Fitted {
  readonly tensor: Tensor;
  /** The adaptation, for the person. */
  readonly note: Note;
}

/**
 * The name that torchvision gives a parameter today: DenseNet's published file has `norm.1.weight` from a time when
 * modules could have dots in their names, where the network has `norm1.weight`.
 */
export function presentName(name: string): string {
  return name.replace(/^(.*denselayer\d+\.(?:norm|relu|conv))\.([12]\.)/, '$1$2');
}

const isFloat = (tensor: Tensor): tensor is Tensor & { data: Float32Array } => tensor.type === 'float32';

/** Colour to grey: the same answers as three times the grey image would get, up to the normalisation of each channel. */
function sumChannels({ dims, data }: Tensor & { data: Float32Array }): Tensor {
  const [to, from, height, width] = dims as [number, number, number, number];
  const area = height * width;
  const sums = new Float32Array(to * area);
  for (let kernel = 0; kernel < to; kernel++) {
    for (let channel = 0; channel < from; channel++) {
      const start = (kernel * from + channel) * area;
      for (let at = 0; at < area; at++) sums[kernel * area + at]! += data[start + at]!;
    }
  }
  return float32([to, 1, height, width], sums);
}

function isColourKernel(given: Tensor, expected: Tensor): boolean {
  const [to, from, ...side] = given.dims;
  const wanted = [to, 1, ...side];
  return given.dims.length === 4 && from === 3 && wanted.every((size, axis) => size === expected.dims[axis]);
}

/** Embeddings of a square of patches and a class token, on the grid of the network's input. */
function fitPositions(given: Tensor, expected: Tensor, network: Network): Fitted | null {
  const patch = network.graph.initializers.get('patch_embed.proj.weight')?.dims[2];
  const [, , height, width] = network.graph.inputs.get('image')!.dims;
  const [one, tokens = 0, depth] = given.dims;
  const side = Math.sqrt(tokens - 1);
  if (typeof height !== 'number' || typeof width !== 'number' || patch === undefined) return null;
  const to = { height: height / patch, width: width / patch };
  const wanted = [one, 1 + to.height * to.width, depth];
  if (!Number.isInteger(side) || side < 1 || !wanted.every((size, axis) => size === expected.dims[axis])) return null;
  return {
    tensor: interpolatePositions(given, { height: side, width: side }, to),
    note: noteOf('weights.positions-interpolated', { side, ...to }),
  };
}

/** The tensor in the expected form, or null where no such change is known. `block` is the place of its block. */
export function fitTensor(
  name: string,
  given: Tensor,
  expected: Tensor,
  network: Network,
  block: number,
): Fitted | null {
  if (!isFloat(given)) return null;
  if (block === 0 && network.graph.inputs.get('image')!.dims[1] === 1 && isColourKernel(given, expected)) {
    return { tensor: sumChannels(given), note: noteOf('weights.colours-summed', { parameter: name }) };
  }
  return name === 'pos_embed' && given.dims.length === 3 ? fitPositions(given, expected, network) : null;
}

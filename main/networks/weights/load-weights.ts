import { faultOf } from '../../domain/faults/fault.ts';
import { noteOf, type Note } from '../../domain/messages/note.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { Network } from '../network.ts';
import { blockOf, matches } from '../trainable.ts';
import { fitTensor } from './fit-weights.ts';
import { findOwnNames } from './own-names.ts';
import type { Weights } from './read-weights.ts';

export interface LoadOptions {
  /**
   * Keeps the network's own initial values in its last layer and in every layer of the head that the file has in another
   * shape or not at all; also in the blocks just before the head of which the file has nothing, such as attention.
   */
  readonly replaceHead?: boolean;
}

export interface LoadedNetwork {
  readonly network: Network;
  /** Parameters that kept their initial values. */
  readonly fresh: readonly string[];
  /** The changes that made the weights fit. */
  readonly notes: readonly Note[];
}

/** No part of inference: PyTorch's count of training steps. */
const counters = ['num_batches_tracked', '*.num_batches_tracked'];

const isNoPart = (name: string, { ignores = [] }: Network): boolean =>
  [...counters, ...ignores].some((pattern) => matches(name, pattern));

interface Comparison {
  readonly taken: ReadonlyMap<string, Tensor>;
  readonly notes: readonly Note[];
  readonly missing: readonly string[];
  readonly misshapen: readonly string[];
  readonly extra: readonly string[];
}

const shapeOf = ({ type, dims }: Tensor): string => `${type === 'float32' ? '' : `${type} `}[${dims.join(', ')}]`;
const isSame = (a: Tensor, b: Tensor): boolean =>
  a.type === b.type && a.dims.length === b.dims.length && a.dims.every((size, axis) => size === b.dims[axis]);

/** The network's parameters and running statistics; constants of the graph belong to no block. */
function expectedOf({ graph, blocks }: Network): Map<string, Tensor> {
  return new Map([...graph.initializers].filter(([name]) => blockOf(name, blocks) >= 0));
}

function compare(network: Network, given: Weights): Comparison {
  const taken = new Map<string, Tensor>();
  const notes: Note[] = [];
  const [missing, misshapen]: [string[], string[]] = [[], []];
  const expected = expectedOf(network);
  for (const [name, own] of expected) {
    const tensor = given.get(name);
    if (tensor === undefined) missing.push(name);
    else if (isSame(tensor, own)) taken.set(name, tensor);
    else {
      const fitted = fitTensor(name, tensor, own, network, blockOf(name, network.blocks));
      if (fitted === null) misshapen.push(name);
      else {
        taken.set(name, fitted.tensor);
        notes.push(fitted.note);
      }
    }
  }
  const extra = [...given.keys()].filter((name) => !expected.has(name) && !isNoPart(name, network));
  return { taken, notes, missing, misshapen, extra };
}

/** `fc.weight` and `predictions/kernel` to the layer's name with its separator. */
const layerOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);

/** The names that a replaced head may have otherwise than the file. */
function replaceable({ blocks, graph }: Network, given: Weights, { missing, misshapen }: Comparison): Set<string> {
  const known = new Set([...given.keys()].map((name) => blockOf(name, blocks)));
  const head = blocks.length - 1;
  let first = head;
  while (first > 0 && !known.has(first - 1)) first--;
  const names = [...graph.initializers.keys()].filter((name) => blockOf(name, blocks) >= first);
  const last = layerOf(names.findLast((name) => blockOf(name, blocks) === head) ?? '');
  const layers = new Set([...missing, ...misshapen].map(layerOf).concat(last));
  return new Set(names.filter((name) => layers.has(layerOf(name))));
}

function misfit(
  network: Network,
  given: Weights,
  faults: Omit<Comparison, 'taken' | 'notes'>,
  ignored: readonly string[],
): Outcome<never> {
  const { missing, misshapen, extra } = faults;
  const head = network.blocks.length - 1;
  const isOfHead = (name: string): boolean => blockOf(name, network.blocks) === head;
  const tensors = misshapen.map((name) => ({
    name,
    found: shapeOf(given.get(name)!),
    wanted: shapeOf(network.graph.initializers.get(name)!),
  }));
  const others = [...extra, ...ignored];
  const isHeadAlone = [...missing, ...misshapen, ...extra].every(isOfHead);
  return failure('weights.do-not-fit', {
    network: network.name,
    faults: [
      ...(missing.length > 0 ? [faultOf('weights.missing', { names: missing })] : []),
      ...(tensors.length > 0 ? [faultOf('weights.misshapen', { tensors })] : []),
      ...(others.length > 0 ? [faultOf('weights.extra', { names: others })] : []),
      ...(isHeadAlone ? [faultOf('weights.only-head-differs', {})] : []),
    ],
  });
}

/**
 * The network with the file's values, by name. Names that are missing, extra or of another shape are told all at once,
 * as `weights.do-not-fit`; what lies beside the network is left out, and named in a note. A first convolution of three channels is summed for a network of one; a transformer's positions
 * are interpolated to its grid.
 */
export function loadWeights(network: Network, weights: Weights, options: LoadOptions = {}): Outcome<LoadedNetwork> {
  const { given, beside, copies } = findOwnNames(weights, new Set(expectedOf(network).keys()));
  if (copies.length > 0) return failure('weights.several-copies', { network: network.name, prefixes: copies });
  const compared = compare(network, given);
  const fresh = options.replaceHead ? replaceable(network, given, compared) : new Set<string>();
  const head = network.blocks.length - 1;
  const isFault = (name: string): boolean => !fresh.has(name);
  const inHead = (name: string): boolean => options.replaceHead === true && blockOf(name, network.blocks) === head;
  const faults = {
    missing: compared.missing.filter(isFault),
    misshapen: compared.misshapen.filter(isFault),
    extra: compared.extra.filter((name) => !inHead(name) && !beside.includes(name)),
  };
  const ignored = beside.filter((name) => !isNoPart(name, network));
  if (Object.values(faults).some((names) => names.length > 0)) {
    return misfit(network, given, faults, ignored);
  }
  const taken = [...compared.taken].filter(([name]) => isFault(name));
  const initializers = new Map([...network.graph.initializers, ...taken]);
  const notes = [
    ...compared.notes,
    ...(ignored.length === 0 ? [] : [noteOf('weights.ignored', { names: ignored })]),
    ...(fresh.size === 0 ? [] : [noteOf('weights.fresh', { names: [...fresh] })]),
  ];
  return success({ network: { ...network, graph: { ...network.graph, initializers } }, fresh: [...fresh], notes });
}

/** Moves the values of a session in place, a piece of their flat memory at a time. */
import type * as ort from 'onnxruntime-node';
import { sizeOf } from '../domain/tensor.ts';
import { GRADIENT, isProduct, LEFT, outputsOf, RIGHT, SQUARES, successorOf } from '../graph/update.ts';
import type { Factors, OfGradients, Update } from '../graph/update.ts';
import type { SessionState, Stretch } from './state.ts';

/** Gradients by the outputs that they came as: float32, added up or, of products, one behind the other. */
export type Gradients = ReadonlyMap<string, ort.Tensor>;

export interface Native {
  readonly Tensor: typeof ort.Tensor;
  open(model: Uint8Array): Promise<ort.InferenceSession>;
}

export interface Updater {
  /** All outputs that are gradients or factors of such. */
  readonly outputs: ReadonlySet<string>;
  /** Takes what a run gave. */
  keep(results: Readonly<Record<string, ort.Tensor>>): void;
  /** Moves by what was taken, and forgets it; also after an error. */
  apply(numbers: readonly Feeds[]): Promise<void>;
  /** Forgets what was taken. */
  clear(): void;
  release(): Promise<void>;
}

type Feeds = Readonly<Record<string, ort.Tensor>>;

/**
 * Elements of a piece: with its moments and what is computed in between it stays in the processor's cache, so that the
 * fifteen or so nodes of an update go over memory once.
 */
const PIECE = 2 ** 18;

export async function openUpdater(native: Native, update: Update<Uint8Array>, state: SessionState): Promise<Updater> {
  const open = async ({ whole, product }: OfGradients<Uint8Array>): Promise<OfGradients<ort.InferenceSession>> => ({
    whole: await native.open(whole),
    product: product === null ? null : await native.open(product),
  });
  const move = await open(update.move);
  const norm = update.norm === null ? null : await open(update.norm);
  const members = update.groups.flat();
  const factors = new Set(members.flatMap((one) => (isProduct(one.gradient) ? outputsOf(one) : [])));
  const outputs = new Set(members.flatMap(outputsOf));
  const taken = new Map<string, ort.Tensor>();
  const buffers = new Set([...state.pools.values()].map(({ buffer }): unknown => buffer));
  const pieces = (from: number, to: number): Feeds =>
    Object.fromEntries([...state.pools].map(([name, pool]) => [name, flat(native, pool.subarray(from, to))]));

  async function squaresOf(): Promise<number> {
    let sum = 0;
    for (const stretch of state.stretches) {
      for (const { feeds, session } of normsOf(native, stretch, taken, norm!)) {
        const { [SQUARES]: squares } = await session.run(feeds);
        sum += (squares!.data as Float32Array)[0]!;
      }
    }
    return sum;
  }
  async function moveAll(numbers: readonly Feeds[]): Promise<void> {
    const missing = [...outputs].find((output) => !taken.has(output));
    if (missing !== undefined) throw new Error(`There is no gradient "${missing}" yet to move by`);
    const common: Feeds = norm === null ? {} : { [SQUARES]: new native.Tensor('float32', [await squaresOf()], []) };
    for (const stretch of state.stretches) {
      const session = sessionFor(stretch, move);
      for (const { from, to, gradient } of gradientsOf(native, stretch, taken)) {
        const own = pieces(from, to);
        const successors = Object.fromEntries(Object.entries(own).map(([pool, piece]) => [successorOf(pool), piece]));
        // The binding copies on the way out what was written into memory that it was given: in use for nothing.
        const given = await session.run({ ...own, ...gradient, ...numbers[stretch.index], ...common }, successors);
        free(Object.values(given).filter((one) => !buffers.has(valuesOf(one).buffer)));
      }
    }
  }
  return {
    outputs,
    keep(results) {
      for (const output of outputs) {
        const before = taken.get(output);
        const found = results[output]!;
        if (before === undefined) taken.set(output, found);
        else if (factors.has(output)) taken.set(output, behind(native, before, found));
        else addTo(before, found);
      }
    },
    async apply(numbers) {
      try {
        await moveAll(numbers);
      } finally {
        free(taken.values());
        taken.clear();
      }
    },
    clear: () => taken.clear(),
    async release() {
      const sessions = [move.whole, move.product, norm?.whole, norm?.product];
      await Promise.all(sessions.map((session) => session?.release()));
    },
  };
}

/** Gives memory back at once: it may be much, and the garbage collector sees little of it. */
function free(tensors: Iterable<ort.Tensor>): void {
  for (const tensor of tensors) (valuesOf(tensor).buffer as ArrayBuffer).transfer(0);
}

const valuesOf = ({ data }: ort.Tensor): Float32Array => data as Float32Array;

function flat({ Tensor }: Native, values: Float32Array): ort.Tensor {
  return new Tensor('float32', values, [values.length]);
}

function addTo(sum: ort.Tensor, more: ort.Tensor): void {
  const [values, added] = [valuesOf(sum), valuesOf(more)];
  for (let i = 0; i < values.length; i++) values[i]! += added[i]!;
  free([more]);
}

/** The rows of one matrix behind those of another. */
function behind({ Tensor }: Native, first: ort.Tensor, second: ort.Tensor): ort.Tensor {
  const [a, b] = [valuesOf(first), valuesOf(second)];
  const values = new Float32Array(a.length + b.length);
  values.set(a);
  values.set(b, a.length);
  return new Tensor('float32', values, [first.dims[0]! + second.dims[0]!, first.dims[1]!]);
}

function sessionFor({ members }: Stretch, { whole, product }: OfGradients<ort.InferenceSession>): ort.InferenceSession {
  return isProduct(members[0]!.gradient) ? product! : whole;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly gradient: Feeds;
}

/** A stretch in pieces, each with its gradient. */
function gradientsOf(native: Native, stretch: Stretch, taken: Gradients): Iterable<Piece> {
  const [{ gradient, dims }] = stretch.members as [Stretch['members'][0]];
  return isProduct(gradient)
    ? rowsOf(native, stretch, dims, factorsOf(gradient, taken))
    : partsOf(native, stretch, taken);
}

interface FactorTensors {
  readonly left: ort.Tensor;
  readonly right: ort.Tensor;
}

const factorsOf = ({ left, right }: Factors, taken: Gradients): FactorTensors => ({
  left: taken.get(left)!,
  right: taken.get(right)!,
});

/** Some rows of the product at a time: they are those columns of its left factor. */
function* rowsOf(
  { Tensor }: Native,
  { from }: Stretch,
  dims: readonly number[],
  { left, right }: FactorTensors,
): Iterable<Piece> {
  const [rows, columns] = dims as [number, number];
  const height = left.dims[0]!;
  const most = Math.max(1, Math.floor(PIECE / columns));
  for (let row = 0; row < rows; row += most) {
    const width = Math.min(most, rows - row);
    const values = new Float32Array(height * width);
    for (let k = 0; k < height; k++) {
      values.set(valuesOf(left).subarray(k * rows + row, k * rows + row + width), k * width);
    }
    const gradient = { [LEFT]: new Tensor('float32', values, [height, width]), [RIGHT]: right };
    yield { from: from + row * columns, to: from + (row + width) * columns, gradient };
  }
}

/** The gradients of consecutive values side by side; zeros for those that have none. */
function* partsOf(native: Native, stretch: Stretch, taken: Gradients): Iterable<Piece> {
  const side = new Float32Array(Math.min(PIECE, stretch.to - stretch.from));
  for (let from = stretch.from; from < stretch.to; from += PIECE) {
    const to = Math.min(from + PIECE, stretch.to);
    let begin = stretch.from;
    for (const { gradient, dims } of stretch.members) {
      const end = begin + sizeOf(dims);
      const [first, last] = [Math.max(begin, from), Math.min(end, to)];
      if (first < last) {
        const own = gradient === null ? null : valuesOf(taken.get(gradient as string)!);
        if (own === null) side.fill(0, first - from, last - from);
        else side.set(own.subarray(first - begin, last - begin), first - from);
      }
      begin = end;
    }
    yield { from, to, gradient: { [GRADIENT]: flat(native, side.subarray(0, to - from)) } };
  }
}

/** What the norm of a stretch is computed of: of a product at once. */
function* normsOf(
  native: Native,
  stretch: Stretch,
  taken: Gradients,
  norm: OfGradients<ort.InferenceSession>,
): Iterable<{ readonly feeds: Feeds; readonly session: ort.InferenceSession }> {
  const session = sessionFor(stretch, norm);
  const { gradient } = stretch.members[0]!;
  if (isProduct(gradient)) {
    const { left, right } = factorsOf(gradient, taken);
    yield { feeds: { [LEFT]: left, [RIGHT]: right }, session };
    return;
  }
  for (const piece of partsOf(native, stretch, taken)) yield { feeds: piece.gradient, session };
}

/** Moves the values of a session in place, a chunk of their flat memory at a time. */
import { Tensor } from 'onnxruntime-node';
import type { InferenceSession } from 'onnxruntime-node';
import { isProduct, outputsOf, SQUARES, successorOf } from '../../graph/training/update.ts';
import type { OfGradients, Update } from '../../graph/training/update.ts';
import { flat, gradientChunks, normFeeds, valuesOf } from './gradient-chunks.ts';
import type { Feeds } from './gradient-chunks.ts';
import type { ParameterSlice, SessionState } from './session-state.ts';

export interface Updater {
  /** All outputs that are gradients or factors of such. */
  readonly outputs: ReadonlySet<string>;
  /** Takes what a run gave, and adds it to what earlier ones gave. The tensors are the updater's from then on. */
  keep(results: Feeds): void;
  /** Moves by what was taken, and forgets it; also after an error. `scalars`: for each group. */
  apply(scalars: readonly Feeds[]): Promise<void>;
  release(): Promise<void>;
}

export interface UpdaterOptions {
  open(model: Uint8Array): Promise<InferenceSession>;
  readonly update: Update<Uint8Array>;
  readonly state: SessionState;
  /** Elements of a chunk. */
  readonly chunkElements?: number;
}

/**
 * With its moments and what is computed in between, a chunk of so many elements stays in the processor's cache, so that
 * the fifteen or so nodes of an update go over memory once.
 */
const CHUNK_ELEMENTS = 2 ** 18;

export async function openUpdater({
  open,
  update,
  state,
  chunkElements = CHUNK_ELEMENTS,
}: UpdaterOptions): Promise<Updater> {
  const openBoth = async ({ whole, product }: OfGradients<Uint8Array>): Promise<OfGradients<InferenceSession>> => ({
    whole: await open(whole),
    product: product === null ? null : await open(product),
  });
  const move = await openBoth(update.move);
  const norm = update.norm === null ? null : await openBoth(update.norm);
  const taken = createGradients(update);
  return {
    outputs: taken.outputs,
    keep: (results) => taken.add(results),
    async apply(scalars) {
      try {
        taken.check();
        const squares: Feeds =
          norm === null ? {} : { [SQUARES]: await squaresOf(norm, state, taken.values, chunkElements) };
        for (const slice of state.slices) {
          const session = sessionFor(slice, move);
          for (const { from, to, gradient } of gradientChunks(slice, taken.values, chunkElements))
            await updateChunk(session, state, { from, to }, { ...gradient, ...squares, ...scalars[slice.index] });
        }
      } finally {
        taken.clear();
      }
    },
    async release() {
      const sessions = [move.whole, move.product, norm?.whole, norm?.product];
      for (const session of sessions) await session?.release();
    },
  };
}

function sessionFor({ members }: ParameterSlice, { whole, product }: OfGradients<InferenceSession>): InferenceSession {
  return isProduct(members[0]!.gradient) ? product! : whole;
}

async function squaresOf(
  norm: OfGradients<InferenceSession>,
  { slices }: SessionState,
  gradients: ReadonlyMap<string, Tensor>,
  chunkElements: number,
): Promise<Tensor> {
  let sum = 0;
  for (const slice of slices) {
    for (const feeds of normFeeds(slice, gradients, chunkElements)) {
      const results = await sessionFor(slice, norm).run(feeds);
      sum += valuesOf(results[SQUARES]!)[0]!;
    }
  }
  return new Tensor('float32', Float32Array.of(sum), []);
}

/** Each chunk of a buffer is its own successor's memory. */
async function updateChunk(
  session: InferenceSession,
  { flatBuffers }: SessionState,
  { from, to }: { readonly from: number; readonly to: number },
  feeds: Feeds,
): Promise<void> {
  const chunks = [...flatBuffers].map(([name, buffer]) => [name, flat(buffer.subarray(from, to))] as const);
  const successors = Object.fromEntries(chunks.map(([name, chunk]) => [successorOf(name), chunk]));
  const results = await session.run({ ...feeds, ...Object.fromEntries(chunks) }, successors);
  // The binding copies on the way out what was written into memory that it was given; the copies are not needed.
  const buffers = new Set([...flatBuffers.values()].map(({ buffer }): unknown => buffer));
  free(Object.values(results).filter((copy) => !buffers.has(valuesOf(copy).buffer)));
}

/** Gives memory back at once: it may be much, and the garbage collector sees little of it. */
function free(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) (valuesOf(tensor).buffer as ArrayBuffer).transfer(0);
}

interface TakenGradients {
  readonly outputs: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, Tensor>;
  add(results: Feeds): void;
  /** @throws where nothing was taken since the last update. */
  check(): void;
  clear(): void;
}

function createGradients({ groups }: Update<Uint8Array>): TakenGradients {
  const members = groups.flat();
  const factors = new Set(members.flatMap((one) => (isProduct(one.gradient) ? outputsOf(one) : [])));
  const outputs = new Set(members.flatMap(outputsOf));
  const values = new Map<string, Tensor>();
  return {
    outputs,
    values,
    add(results) {
      for (const output of outputs) {
        const before = values.get(output);
        const found = results[output]!;
        if (before === undefined) values.set(output, found);
        else if (factors.has(output)) values.set(output, behind(before, found));
        else addTo(before, found);
      }
    },
    check() {
      if (values.size < outputs.size) throw new Error('There are no gradients yet to move by: run the session before');
    },
    clear() {
      free(values.values());
      values.clear();
    },
  };
}

function addTo(sum: Tensor, more: Tensor): void {
  const [values, added] = [valuesOf(sum), valuesOf(more)];
  for (let i = 0; i < values.length; i++) values[i]! += added[i]!;
  free([more]);
}

/** The rows of one matrix behind those of another: (A₁; A₂)ᵀ·(B₁; B₂) = A₁ᵀ·B₁ + A₂ᵀ·B₂. */
function behind(first: Tensor, second: Tensor): Tensor {
  const [a, b] = [valuesOf(first), valuesOf(second)];
  const values = new Float32Array(a.length + b.length);
  values.set(a);
  values.set(b, a.length);
  return new Tensor('float32', values, [first.dims[0]! + second.dims[0]!, first.dims[1]!]);
}

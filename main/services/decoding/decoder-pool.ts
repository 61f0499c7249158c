/** The decoder of the running program: a few processes, which no file can make larger or slower than the budget allows. */
import { availableParallelism } from 'node:os';
import { failure, type Outcome } from '../../domain/outcome.ts';
import type { ReadingBudget } from '../../domain/reading-budget.ts';
import type { LaunchChild } from '../../runtime/process/fork-child.ts';
import { openProcessPool, OverBudgetError } from '../../runtime/process/process-pool.ts';
import type { DecodeApi } from './decode-worker.ts';
import type { Decoder } from './decoder.ts';

/** More would share the memory in smaller parts; the codecs have threads of their own. */
const MOST_PROCESSES = 4;

export interface DecoderPoolOptions {
  /** Asked for each file. */
  readonly budget: () => ReadingBudget;
  readonly launch?: LaunchChild | undefined;
}

export type DecoderPool = Decoder & AsyncDisposable;

export function createDecoderPool({ budget, launch }: DecoderPoolOptions): DecoderPool {
  const pool = openProcessPool<DecodeApi>({
    program: 'decode-worker',
    name: 'Overread decoder',
    size: Math.max(2, Math.min(MOST_PROCESSES, availableParallelism())),
    limits: budget,
    launch,
  });
  async function answer<T>(wish: keyof Decoder, parameters: readonly unknown[]): Promise<Outcome<T>> {
    const { seconds, megabytes, ...limits } = budget();
    try {
      return (await pool.call((api) => api.answer(limits, wish, parameters))) as Outcome<T>;
    } catch (error) {
      if (!(error instanceof OverBudgetError)) throw error;
      if (error.limit === 'time') return failure('image.took-too-long', { seconds });
      if (error.limit === 'memory') return failure('image.needed-too-much-memory', { megabytes });
      return failure('image.stopped-decoder', {});
    }
  }
  return {
    identify: (...parameters) => answer('identify', parameters),
    index: (...parameters) => answer('index', parameters),
    archive: (...parameters) => answer('archive', parameters),
    summary: (...parameters) => answer('summary', parameters),
    image: (...parameters) => answer('image', parameters),
    header: (...parameters) => answer('header', parameters),
    features: (...parameters) => answer('features', parameters),
    modelImage: (...parameters) => answer('modelImage', parameters),
    inspect: (...parameters) => answer('inspect', parameters),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

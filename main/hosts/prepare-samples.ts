import { setTimeout as delay } from 'node:timers/promises';
import { describeBug } from '../services/logging/log.ts';
import type { AppContext } from './app-context.ts';

export interface Patience {
  /** Told once, when the samples take a moment. */
  readonly say: (sentence: string) => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** How long nothing is said. */
  readonly quietMs?: number;
  /** How long is waited at most; after that the pages show the samples as they come in. */
  readonly longestMs?: number;
}

/** Puts the samples into a new casebook, so that the first person who looks finds them screened. */
export async function prepareSamples(
  { addSamples, workstation: { log } }: Pick<AppContext, 'addSamples' | 'workstation'>,
  { say, signal, quietMs = 500, longestMs = 20_000 }: Patience,
): Promise<void> {
  const added = addSamples().catch((error: unknown) => log.error(describeBug(error), 'The samples were not added'));
  const waitFor = (ms: number): Promise<unknown> => delay(ms, 'waited', { signal, ref: false }).catch(() => undefined);
  if ((await Promise.race([added, waitFor(quietMs)])) !== 'waited') return;
  say('Preparing the sample studies …');
  await Promise.race([added, waitFor(longestMs - quietMs)]);
}

import type { Outcome } from '../../domain/outcome.ts';
import { failure, success } from '../../domain/outcome.ts';

/** Thrown inside the readers of weight files; the message is a clause that says what is wrong with the file. */
export class UnreadableWeights extends Error {
  override readonly name = 'UnreadableWeights';
}

/** The reader's value, or WEIGHTS_UNREADABLE with the clause it threw. Bugs go on. */
export function reading<T>(kind: string, read: () => T): Outcome<T> {
  try {
    return success(read());
  } catch (error) {
    return faultOf(kind, error);
  }
}

/** What `reading` gives for an error. */
export function faultOf(kind: string, error: unknown): { ok: false; error: { code: string; userMessage: string } } {
  if (!(error instanceof UnreadableWeights)) throw error;
  return failure('WEIGHTS_UNREADABLE', `This ${kind} file can't be read: ${error.message}.`);
}

import type { Outcome } from '../../domain/outcome.ts';
import { failure, success, type Failure } from '../../domain/outcome.ts';

/** Thrown inside the readers of weight files; the message is a clause that says what is wrong with the file. */
export class UnreadableWeights extends Error {
  override readonly name = 'UnreadableWeights';
}

/** The reader's value, or the fault `weights.unreadable` with the clause it threw behind what the file is called. Bugs go on. */
export function reading<T>(file: string, read: () => T): Outcome<T> {
  try {
    return success(read());
  } catch (error) {
    return faultOf(file, error);
  }
}

/** The outcome of `reading` for an error. */
export function faultOf(file: string, error: unknown): Failure {
  if (!(error instanceof UnreadableWeights)) throw error;
  return failure('weights.unreadable', { file, reason: error.message }, error);
}

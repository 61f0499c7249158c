import { clauseOf, type ClauseDetails } from '../../domain/messages/clause.ts';
import { ReasonError } from '../../domain/messages/reason-error.ts';
import type { WeightClauses } from '../../domain/messages/weight-clauses.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { failure, success, type Failure } from '../../domain/outcome.ts';

/** Thrown inside the readers of weight files with what is wrong with the file. */
export class UnreadableWeights extends ReasonError {
  override readonly name = 'UnreadableWeights';
}

export function unreadable<Code extends keyof WeightClauses>(
  code: Code,
  details: ClauseDetails[Code],
): UnreadableWeights {
  return new UnreadableWeights(clauseOf(code, details));
}

/** The file's name, and the kind that it turned out to be, such as PyTorch. */
interface NamedFile {
  readonly file: string;
  readonly format: string;
}

/** The reader's value, or the fault `weights.unreadable` with the reason it threw. Bugs go on. */
export function reading<T>(named: NamedFile, read: () => T): Outcome<T> {
  try {
    return success(read());
  } catch (error) {
    return faultOf(named, error);
  }
}

/** The outcome of `reading` for an error. */
export function faultOf(named: NamedFile, error: unknown): Failure {
  if (!(error instanceof UnreadableWeights)) throw error;
  return failure('weights.unreadable', { ...named, reason: error.reason }, error);
}

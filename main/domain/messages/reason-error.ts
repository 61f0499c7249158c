import { clauseOf, type Clause } from './clause.ts';

/** Carries a reason up through code that returns something else; whoever calls that code puts it into a fault. */
export class ReasonError extends Error {
  override readonly name: string = 'ReasonError';
  readonly reason: Clause;

  constructor(reason: Clause, options?: ErrorOptions) {
    super(`${reason.code} ${JSON.stringify(reason.details)}`, options);
    this.reason = reason;
  }
}

/** The reason that was thrown; of a library's error its own words. */
export function reasonOf(error: unknown): Clause {
  if (error instanceof ReasonError) return error.reason;
  const words = error instanceof Error ? error.message : String(error);
  return clauseOf('library.words', { words: words.replace(/\.$/, '') });
}

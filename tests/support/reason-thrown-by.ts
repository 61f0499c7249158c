import type { Clause } from '../../main/domain/messages/clause.ts';
import { ReasonError } from '../../main/domain/messages/reason-error.ts';

/** The reason that the work stops for. */
export function reasonThrownBy(work: () => unknown): Clause {
  try {
    work();
  } catch (error) {
    if (error instanceof ReasonError) return error.reason;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

import { FaultError, faultOf } from '../../domain/faults/fault.ts';
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { isDamagedFile } from '../database/database.ts';

/** A casebook that can't be opened. */
export class CasebookError extends FaultError {
  override readonly name = 'CasebookError';
}

/** The error for whoever wanted the casebook, of whatever was thrown while it was opened. */
export function toCasebookError(error: unknown): CasebookError {
  if (error instanceof CasebookError) return error;
  if (error instanceof FaultError) return new CasebookError(error.fault);
  const fault = isDamagedFile(error)
    ? faultOf('casebook.damaged', {}, error)
    : faultOf('casebook.not-opened', { reason: reasonOf(error) }, error);
  return new CasebookError(fault);
}

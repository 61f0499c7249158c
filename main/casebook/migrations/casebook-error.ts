import { FaultError, faultOf } from '../../domain/faults/fault.ts';
import { reasonOf } from '../../domain/messages/reason-error.ts';

/** A casebook that can't be opened. */
export class CasebookError extends FaultError {
  override readonly name = 'CasebookError';
}

/** Such as ENOSPC; undefined for what the operating system did not refuse. */
export const systemCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** True when the operating system says so of whatever was written beside the casebook. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(systemCodeOf(error) ?? '');

/** The error for whoever wanted the casebook, of whatever was thrown while it was opened. */
export function toCasebookError(error: unknown): CasebookError {
  if (error instanceof CasebookError) return error;
  if (error instanceof FaultError) return new CasebookError(error.fault);
  if (isDiskFull(error)) return new CasebookError(faultOf('casebook.disk-full', {}, error));
  return new CasebookError(faultOf('casebook.not-opened', { reason: reasonOf(error) }, error));
}

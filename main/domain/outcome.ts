import { faultOf, FaultError, type Fault, type FaultCode, type FaultDetails } from './faults/fault.ts';

/** The result of what can be expected to fail: a value, or the fault. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Failure {
  readonly ok: false;
  readonly error: Fault;
}

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure<Code extends FaultCode>(code: Code, details: FaultDetails[Code], cause?: unknown): Failure {
  return { ok: false, error: faultOf(code, details, cause) };
}

/** The value. @throws FaultError */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new FaultError(outcome.error);
}

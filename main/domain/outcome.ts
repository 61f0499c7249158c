/**
 * An expected failure, as a value: a stable code for programs and one sentence for the person,
 * saying what happened and what to do next. Never holds patient data.
 */
export interface Fault {
  readonly code: string;
  readonly userMessage: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Fault };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(code: string, userMessage: string): { ok: false; error: Fault } {
  return { ok: false, error: { code, userMessage } };
}

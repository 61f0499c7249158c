import { failure, success, type Outcome } from '../../domain/outcome.ts';

/** Thrown deep inside a decoder; `readable` turns it into a value at the edge of this room. */
export class Unreadable extends Error {
  readonly code: string;

  constructor(code: string, userMessage: string) {
    super(userMessage);
    this.code = code;
  }
}

/** A file that breaks off or contradicts itself. */
export function damaged(what: string): Unreadable {
  return new Unreadable('image.damaged', `The file is damaged or incomplete: ${what}. Ask for a fresh copy of it.`);
}

/** The parser dicom-parser throws strings where bytes are missing; anything else unexpected is a bug and goes on. */
export async function readable<T>(decode: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await decode());
  } catch (thrown) {
    const fault = typeof thrown === 'string' ? damaged('its contents break off') : thrown;
    if (fault instanceof Unreadable) return failure(fault.code, fault.message);
    throw fault;
  }
}

import type { Chance } from './chance.ts';

export interface Reading {
  /** The fault's code, or null where the input was opened. */
  readonly refusal: string | null;
  /** Whether it got beyond the question what kind of file this is. */
  readonly isPastHeader: boolean;
}

/** A reader of foreign input, with inputs made for it. */
export interface FuzzedParser {
  readonly name: string;
  /** The part of all inputs that are its; those that start a library for each take fewer. */
  readonly share: number;
  /** Once in a thread: returns the function that makes one input. */
  prepare(): Promise<(chance: Chance) => Uint8Array>;
  /** Throws what is no refusal, and `BrokenInvariant`. */
  read(bytes: Uint8Array): Promise<Reading>;
  /** The fault of an input that takes too long or ends its thread, where the program reads it in a thread to be ended. */
  readonly stopped?: string;
}

/** An opened file contradicts itself. */
class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
}

export function requireTrue(claim: boolean, what: string): void {
  if (!claim) throw new BrokenInvariant(what);
}

export const opened: Reading = { refusal: null, isPastHeader: true };

/** Every number within is finite: what is kept as JSON would lose the others. */
export function requireFinite(value: unknown, place: string): void {
  if (typeof value === 'number') requireTrue(Number.isFinite(value), `${place} is ${value}`);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [name, inner] of Object.entries(value)) requireFinite(inner, `${place}.${name}`);
}

import { createChance, type Chance } from './chance.ts';
import type { FuzzedParser, Reading } from './parser.ts';

export type Tried = { readonly bytes: Uint8Array } & (
  | { readonly reading: Reading }
  /** Neither opened nor refused: the error and where it was thrown. */
  | { readonly failure: string }
);

/** The same seed and number give the same input. */
export function makeInput(
  { name }: FuzzedParser,
  make: (chance: Chance) => Uint8Array,
  { seed, number }: { readonly seed: number; readonly number: number },
): Uint8Array {
  return make(createChance(`${seed}/${name}/${number}`));
}

export async function tryInput(parser: FuzzedParser, bytes: Uint8Array): Promise<Tried> {
  try {
    return { bytes, reading: await parser.read(bytes) };
  } catch (error) {
    const told = error instanceof Error ? `${error.stack ?? error.message}` : `thrown: ${String(error)}`;
    return { bytes, failure: told };
  }
}

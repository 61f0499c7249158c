/** Random choices for the making of inputs: the same name gives the same ones on every machine. */
import { createRandom } from '../../main/domain/statistics/random.ts';

export interface Chance {
  /** Uniform in 0…n − 1. */
  below(n: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function createChance(name: string): Chance {
  const { next, integer } = createRandom(name);
  return {
    below: integer,
    is: (probability) => next() < probability,
    pick: (from) => from[integer(from.length)]!,
  };
}

const edges = [0, 1, 2, 3, 4, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 257, 1000];
const wideEdges = [32767, 32768, 65534, 65535, 65536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];

/** A whole number at or next to a border, or near the one that was there, within `bits`. */
export function oddNumber(chance: Chance, before: number, bits: 8 | 16 | 32): number {
  const highest = 2 ** bits - 1;
  const choices = [
    () => chance.pick(edges),
    () => Math.min(highest, chance.pick(wideEdges)),
    () => before + chance.below(9) - 4,
    () => before ^ (1 << chance.below(Math.min(bits, 30))),
    () => highest - chance.below(4),
    () => chance.below(highest + 1),
  ];
  return ((chance.pick(choices)() % (highest + 1)) + highest + 1) % (highest + 1);
}

/** Texts where a number, a date or a word is expected. */
export const oddTexts = [
  ['', ' ', '0', '-0', '-1', '1', '2', '3', '7', '16', '1.5', '1,5', '1e400', '1e-400', 'NaN', 'Infinity', 'inf'],
  ['0x10', '99999999999999999999', '1\\2', '\\', '1\\\\2', '1\\2\\3\\4\\5\\6', '19000101', '20261399', '000000'],
  ['__proto__', 'constructor', 'toString', 'ORIGINAL', 'YES', 'äöü', '\u0000', '\uffff', '𝕏', 'a'.repeat(300)],
].flat();

import { zigguratNormal } from './ziggurat.ts';

/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Normal numbers of mean 0, as many as fit, in a quarter of the time that `normal` takes. */
  normals(values: Float32Array, deviation: number): Float32Array;
  /** A copy of the items in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent stream, named so that adding one elsewhere changes nothing here. */
  fork(name: string): Random;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state. */
export function createRandom(seed: number | string): Random {
  const name = String(seed);
  let a = hash(name);
  let b = hash(`${name}/b`);
  let c = hash(`${name}/c`);
  let counter = 1;
  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }
  for (let i = 0; i < 12; i++) bits();

  const next = (): number => (bits() * 0x200000 + (bits() >>> 11)) / 2 ** 53;
  const random: Random = {
    next,
    uniform: (low, high) => low + (high - low) * next(),
    integer: (n) => Math.floor(next() * n),
    // Box–Muller; 1 - next() keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    normals(values, deviation) {
      for (let i = 0; i < values.length; i++) values[i] = deviation * zigguratNormal(bits, next);
      return values;
    },
    shuffle(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    fork: (child) => createRandom(`${name}/${child}`),
  };
  return random;
}

/** Nothing but zeros: for networks whose parameters are counted or come from a file, so that none is drawn. */
export const zeros: Random = {
  next: () => 0,
  uniform: () => 0,
  integer: () => 0,
  normal: () => 0,
  normals: (values) => values,
  shuffle: (items) => [...items],
  fork: () => zeros,
};

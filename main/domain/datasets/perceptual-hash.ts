/**
 * Recognises a picture that was compressed, resized or brightened anew: the signs of the lowest coefficients of its
 * cosine transform barely change (Zauner 2010, "Implementation and benchmarking of perceptual image hash functions",
 * section 3.2.1, with signs instead of a median, so that a coefficient's bit doesn't hang on the others).
 * Chest radiographs resemble each other, so it takes 255 bits instead of the usual 64, and what agrees is compared
 * once more without its coarsest shades, which all radiographs share. Measured limits: docs/laboratory/datasets.md.
 */

/** Coefficients along each axis. */
const KEPT = 16;
/** The coarse shades among them that the comparison leaves out, along each axis. */
const COARSE = 4;
const WORDS = (KEPT * KEPT) / 32;

export interface PerceptualHash {
  /** A bit a coefficient, that of the mean always 0. */
  readonly bits: Uint32Array;
  readonly pixels: Float32Array;
  /** The COARSE² lowest coefficients. */
  readonly coarse: Float64Array;
  /** The norm of the picture without them. */
  readonly fineNorm: number;
}

/** Rows of the orthonormal cosine transform (type II) of `side` values. */
function cosines(side: number): readonly Float64Array[] {
  return Array.from({ length: KEPT }, (_, k) =>
    Float64Array.from(
      { length: side },
      (_, i) => Math.sqrt((k === 0 ? 1 : 2) / side) * Math.cos((Math.PI * (2 * i + 1) * k) / (2 * side)),
    ),
  );
}
const bases = new Map<number, readonly Float64Array[]>();

function basisOf(side: number): readonly Float64Array[] {
  const basis = bases.get(side) ?? cosines(side);
  bases.set(side, basis);
  return basis;
}

/** KEPT × KEPT coefficients, row by row. */
function transform(pixels: Float32Array, side: number): Float64Array {
  const basis = basisOf(side);
  const rows = new Float64Array(side * KEPT);
  for (let y = 0; y < side; y++) {
    for (let k = 0; k < KEPT; k++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += basis[k]![x]! * pixels[y * side + x]!;
      rows[y * KEPT + k] = sum;
    }
  }
  const coefficients = new Float64Array(KEPT * KEPT);
  for (let v = 0; v < KEPT; v++) {
    for (let y = 0; y < side; y++) {
      for (let k = 0; k < KEPT; k++) coefficients[v * KEPT + k]! += basis[v]![y]! * rows[y * KEPT + k]!;
    }
  }
  return coefficients;
}

/** @param grey side × side, row by row, side at least 16. */
export function perceptualHash(grey: ArrayLike<number>, side: number): PerceptualHash {
  const pixels = Float32Array.from(grey);
  const coefficients = transform(pixels, side);
  const bits = new Uint32Array(WORDS);
  for (let i = 1; i < coefficients.length; i++) if (coefficients[i]! > 0) bits[i >> 5]! |= 1 << (i & 31);
  const coarse = new Float64Array(COARSE * COARSE).map(
    (_, i) => coefficients[Math.floor(i / COARSE) * KEPT + (i % COARSE)]!,
  );
  return { bits, pixels, coarse, fineNorm: Math.sqrt(Math.max(0, dot(pixels, pixels) - dot(coarse, coarse))) };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Correlation of two pictures without their coarse shades (Parseval), −1 to 1; 0 where one has nothing else. */
function fineCorrelation(a: PerceptualHash, b: PerceptualHash): number {
  // Below one grey level over the picture it is rounding.
  if (Math.min(a.fineNorm, b.fineNorm) < Math.sqrt(a.pixels.length)) return 0;
  return (dot(a.pixels, b.pixels) - dot(a.coarse, b.coarse)) / (a.fineNorm * b.fineNorm);
}

/** Bits of one word that are set (Warren, Hacker's Delight, 5-1). */
function population(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export interface Lookalikes {
  readonly a: number;
  readonly b: number;
  /** Bits that differ. */
  readonly distance: number;
}

export interface LookalikeLimits {
  readonly bits: number;
  readonly correlation: number;
}

/**
 * All pairs within the limits, a before b. Each pair is looked at, but for most the first words already differ too
 * much: 5,000 pictures take a fraction of a second, 50,000 some ten.
 */
export function findLookalikes(hashes: readonly PerceptualHash[], limits: LookalikeLimits): readonly Lookalikes[] {
  const words = new Uint32Array(hashes.length * WORDS);
  hashes.forEach(({ bits }, i) => words.set(bits, i * WORDS));
  const found: Lookalikes[] = [];
  for (let a = 0; a < hashes.length; a++) {
    for (let b = a + 1; b < hashes.length; b++) {
      let distance = 0;
      for (let word = 0; word < WORDS && distance <= limits.bits; word++)
        distance += population(words[a * WORDS + word]! ^ words[b * WORDS + word]!);
      if (distance > limits.bits) continue;
      if (fineCorrelation(hashes[a]!, hashes[b]!) >= limits.correlation) found.push({ a, b, distance });
    }
  }
  return found;
}

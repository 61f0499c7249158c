/**
 * The features that a model's last layer gives for an image, kept small: of length one, a byte a number. Angles between
 * images are what counts, and a byte a number moves a cosine by less than 0.01.
 */

/** Features as they are kept: numbers of -127…127, to be read as a direction. */
export type FeatureVector = Int8Array;

/** Null for features that have no direction: all zero, or not finite. */
export function toFeatureVector(features: ArrayLike<number>): FeatureVector | null {
  let largest = 0;
  for (let i = 0; i < features.length; i++) largest = Math.max(largest, Math.abs(features[i]!));
  if (!(largest > 0) || !Number.isFinite(largest)) return null;
  return Int8Array.from(features, (value) => Math.round((value / largest) * 127));
}

/** The cosine of the angle between them, -1…1. Both of the same model, so of the same length. */
export function cosineSimilarity(a: FeatureVector, b: FeatureVector): number {
  if (a.length !== b.length) throw new Error(`Features of ${a.length} and of ${b.length} numbers don't compare`);
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    lengthA += a[i]! * a[i]!;
    lengthB += b[i]! * b[i]!;
  }
  return product / Math.sqrt(lengthA * lengthB);
}

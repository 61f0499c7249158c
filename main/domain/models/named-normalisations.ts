/** Normalisations that people call by a name, on the scale 0…1. */
import type { Preprocessing } from './model-card.ts';

type Normalisation = Preprocessing['normalisation'];

export const namedNormalisations = {
  'per-image': { kind: 'per-image' },
  /** Mean and deviation of ImageNet's photographs (red, green, blue). */
  imagenet: { kind: 'fixed', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  /** -1…1 */
  symmetric: { kind: 'fixed', mean: [0.5], std: [0.5] },
  none: { kind: 'fixed', mean: [0], std: [1] },
} as const;

export type NormalisationName = keyof typeof namedNormalisations;

export const normalisationNames = Object.keys(namedNormalisations) as NormalisationName[];

export function namedNormalisation(name: NormalisationName): Normalisation {
  const named = namedNormalisations[name];
  return named.kind === 'fixed' ? { kind: 'fixed', mean: [...named.mean], std: [...named.std] } : named;
}

/** A name of the table, or `MEAN/STD` with a number each or one for each channel; null for anything else. */
export function parseNormalisation(text: string): Normalisation | null {
  const name = normalisationNames.find((known) => known === text);
  if (name !== undefined) return namedNormalisation(name);
  const [mean, std, ...more] = text.split('/').map((part) => part.split(',').map(parseReal));
  const isSound =
    mean !== undefined &&
    std?.length === mean.length &&
    more.length === 0 &&
    [1, 3].includes(mean.length) &&
    [...mean, ...std].every(Number.isFinite) &&
    std.every((value) => value > 0);
  return isSound ? { kind: 'fixed', mean, std } : null;
}

/** Nothing is not 0. */
const parseReal = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

import type { GradientCase } from '../check-gradient.ts';

/** A central-difference check of one operator; the name completes "the gradient of Abs holds …". */
export interface NamedCase extends Omit<GradientCase, 'op'> {
  readonly name: string;
}

/** The cases of each operator of a family. */
export type GradientCases = Readonly<Record<string, readonly NamedCase[]>>;

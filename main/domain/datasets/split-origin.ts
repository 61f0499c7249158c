import { z } from 'zod';

/** Where the split into training and validation images comes from. */
export const splitOrigin = z.object({
  /** Images whose patient is not known: each counts as a patient of its own. */
  ofUnknownPatients: z.number().int().nonnegative(),
  images: z.number().int().nonnegative(),
  /** Given by the dataset; else drawn at random for each label. */
  isGiven: z.boolean(),
});

export type SplitOrigin = Readonly<z.infer<typeof splitOrigin>>;

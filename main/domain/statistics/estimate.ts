import { z } from 'zod';

/** A measured rate or area with its 95 % interval and the number of cases it rests on. */
export const estimateSchema = z.object({
  value: z.number(),
  interval95: z.tuple([z.number(), z.number()]),
  n: z.number().int().nonnegative(),
});

export type Estimate = z.infer<typeof estimateSchema>;

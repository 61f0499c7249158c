import { z } from 'zod';
import { createStoredValue } from './stored-value.ts';

/** How this person likes the pages; kept in this browser. */
export const preferences = createStoredValue(
  'overread:preferences',
  z.object({
    /** How dates and numbers are written, as a BCP 47 tag; null as the browser is set. */
    locale: z.string().nullable(),
    /** For someone who reads and never trains. */
    isLaboratoryHidden: z.boolean(),
  }),
  { locale: null, isLaboratoryHidden: false },
);

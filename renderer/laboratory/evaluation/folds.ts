/** Parts of the page that make room for the charts when they are folded; kept from one visit to the next. */
import { z } from 'zod';
import { createStoredValue } from '../../shared/preferences/stored-value.ts';

export const isMeasuresOpen = createStoredValue('overread:evaluate-measures', z.boolean(), true);
export const isStripOpen = createStoredValue('overread:evaluate-strip', z.boolean(), true);

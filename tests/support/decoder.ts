import { defaultBudget } from '../../main/domain/reading-budget.ts';
import { decodeHere } from '../../main/services/decoding/decode-here.ts';

/** Decodes in the test's own process; that processes do the same, their own test says. */
export const decoder = decodeHere(defaultBudget);

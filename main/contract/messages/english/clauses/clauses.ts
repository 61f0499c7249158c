/** The clause of each reason in English, to stand within a sentence. A code without its clause does not compile. */
import type { ClauseCode } from '../../../../domain/messages/clause.ts';
import { thresholdRules } from './threshold-rules.ts';

export type ClauseTexts = Readonly<Record<ClauseCode, string> & Partial<Record<`${ClauseCode}_one`, string>>>;

export const clauseTexts = {
  ...thresholdRules,
  'library.words': '{{words}}',
} satisfies ClauseTexts;

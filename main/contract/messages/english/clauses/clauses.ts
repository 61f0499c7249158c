/** The clause of each reason in English, to stand within a sentence. A code without its clause does not compile. */
import type { ClauseCode } from '../../../../domain/messages/clause.ts';
import { thresholdRules } from './threshold-rules.ts';
import { graphClauses } from './graph-clauses.ts';
import { weightClauses } from './weight-clauses.ts';
import { providerClauses } from './provider-clauses.ts';
import { networkClauses } from './network-clauses.ts';

export type ClauseTexts = Readonly<Record<ClauseCode, string> & Partial<Record<`${ClauseCode}_one`, string>>>;

export const clauseTexts = {
  ...thresholdRules,
  ...graphClauses,
  ...networkClauses,
  ...providerClauses,
  ...weightClauses,
  'casebook.orphan-row': 'a row of {{table}} refers to a missing row of {{parent}}',
  'dataset.line-incomplete': 'line {{line}} of index.csv has no file or no label',
  'library.words': '{{words}}',
} satisfies ClauseTexts;

/** The clause of each reason in English, to stand within a sentence. A code without its clause does not compile. */
import type { ClauseCode } from '../../../../domain/messages/clause.ts';
import { settingClauses } from './setting-clauses.ts';
import { thresholdRules } from './threshold-rules.ts';
import { graphClauses } from './graph-clauses.ts';
import { weightClauses } from './weight-clauses.ts';
import { providerClauses } from './provider-clauses.ts';
import { networkClauses } from './network-clauses.ts';

export type ClauseTexts = Readonly<Record<ClauseCode, string> & Partial<Record<`${ClauseCode}_one`, string>>>;

export const clauseTexts = {
  ...settingClauses,
  ...thresholdRules,
  ...graphClauses,
  ...networkClauses,
  ...providerClauses,
  ...weightClauses,
  'model.accepts': '{{accepts, acceptance}}',
  'casebook.orphan-row': 'a row of {{table}} refers to a missing row of {{parent}}',
  'casebook.row-changed': 'row {{row}} of {{table}} is not as entry {{entry}} of the audit log left it',
  'casebook.row-added': 'row {{row}} of {{table}} came without an entry of the audit log',
  'dataset.line-incomplete': 'line {{line}} of index.csv has no file or no label',
  'dataset.line-of-other-length': 'line {{line}} of index.csv has more or fewer fields than its first line',
  'dataset.line-unreadable': 'line {{line}} of index.csv is not CSV: look at its quotes',
  'dataset.no-column':
    'the first line of index.csv names no column “{{column}}”, but {{found, quoted}}; columns stand between commas, semicolons or tabs',
  'library.words': '{{words}}',
} satisfies ClauseTexts;

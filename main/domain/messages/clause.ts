/**
 * A reason inside another message: "its scales are not constant". A code with typed details, as a fault's; the clauses are
 * in `main/contract/messages/english/clauses`, without a capital letter and without a full stop.
 */
import type { MessageOf } from './coded-message.ts';
import type { Acceptance } from '../acceptance/acceptance.ts';
import type { SettingClauses } from './setting-clauses.ts';
import type { ThresholdRules } from './threshold-rules.ts';
import type { GraphClauses } from './graph-clauses.ts';
import type { WeightClauses } from './weight-clauses.ts';
import type { ProviderClauses } from './provider-clauses.ts';
import type { NetworkClauses } from './network-clauses.ts';

/** Code → details, of all areas. A new area adds its interface here. */
export interface ClauseDetails
  extends SettingClauses, ThresholdRules, GraphClauses, NetworkClauses, ProviderClauses, WeightClauses {
  /** Whom a model's card accepts. */
  'model.accepts': { readonly accepts: Acceptance };
  /** A row of SQLite's file that refers to one that is not there. */
  'casebook.orphan-row': { readonly table: string; readonly parent: string };
  /** A row that is not as the audit log's entry on it says, or is gone. */
  'casebook.row-changed': { readonly table: string; readonly row: number; readonly entry: number };
  /** A row that no entry of the audit log is about. */
  'casebook.row-added': { readonly table: string; readonly row: number };
  /** A row of index.csv, counted from 1 with the heading. */
  'dataset.line-incomplete': { readonly line: number };
  'dataset.line-of-other-length': { readonly line: number };
  /** No CSV: a quote that is never closed, for example. */
  'dataset.line-unreadable': { readonly line: number };
  /** With the columns that are there. */
  'dataset.no-column': { readonly column: string; readonly found: readonly string[] };
  /** A library's own words: ONNX Runtime's, SQLite's, the system's. */
  'library.words': { readonly words: string };
}

export type ClauseCode = keyof ClauseDetails;

export type Clause = MessageOf<ClauseDetails>;

export function clauseOf<Code extends ClauseCode>(code: Code, details: ClauseDetails[Code]): Clause {
  // TypeScript does not see that a code and its own details are one member of the union.
  return { code, details } as Clause;
}

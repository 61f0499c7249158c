import type { AuditText } from '../../../domain/datasets/audit-statements.ts';
import type { AuditFinding, FindingCode } from '../../../domain/datasets/audit-report.ts';
import type { Severity } from '../../../domain/datasets/dataset-terms.ts';

/** Images that a finding names; it tells of how many. */
const MOST_ENTRIES = 200;

export function finding(
  code: FindingCode,
  severity: Severity,
  text: AuditText,
  entries: readonly number[],
  numbers: AuditFinding['numbers'] = {},
): AuditFinding {
  const unique = [...new Set(entries)];
  return { ...text, code, severity, numbers, entries: unique.slice(0, MOST_ENTRIES), entryCount: unique.length };
}

/** Only the text, of something that has one. */
export const textOf = (text: AuditText): AuditText =>
  'sentence' in text ? { sentence: text.sentence } : { statement: text.statement };

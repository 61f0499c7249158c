import type { AuditFinding, FindingCode } from '../../../domain/datasets/audit-report.ts';
import type { Severity } from '../../../domain/datasets/dataset.ts';

/** Images that a finding names; it tells of how many. */
const MOST_ENTRIES = 200;

export function finding(
  code: FindingCode,
  severity: Severity,
  sentence: string,
  entries: readonly number[],
  numbers: AuditFinding['numbers'] = {},
): AuditFinding {
  const unique = [...new Set(entries)];
  return { code, severity, sentence, numbers, entries: unique.slice(0, MOST_ENTRIES), entryCount: unique.length };
}

/** 1 image, 2 images. */
export const countOf = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** A, B and C. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

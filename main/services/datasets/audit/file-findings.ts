/** Faults of the files themselves. */
import type { AuditFinding } from '../../../domain/datasets/audit-report.ts';
import type { Examined } from './examined.ts';
import { finding } from './finding.ts';

/** From this share of unreadable files on, what is measured is measured on another dataset than the one listed. */
const MANY_UNREADABLE = 0.01;

export function fileFindings({ features, leftOut }: Examined): AuditFinding[] {
  const unreadable = features.flatMap(({ isReadable }, index) => (isReadable ? [] : [index]));
  const notes = leftOut.map((statement) => finding('LEFT_OUT', 'note', { statement }, []));
  if (unreadable.length === 0) return notes;
  const isMany = unreadable.length >= MANY_UNREADABLE * features.length;
  const statement = { code: 'unreadable', details: { count: unreadable.length } } as const;
  return [finding('UNREADABLE', isMany ? 'error' : 'warning', { statement }, unreadable), ...notes];
}

import type { ComparisonReport, EvaluationReport } from '../../../contract/evaluation-report.ts';
import { parseStoredMessage, type CodedMessage } from '../../../domain/messages/coded-message.ts';

type Report = EvaluationReport | ComparisonReport;

interface KeptEntry {
  readonly entry: number;
  readonly file: string;
  readonly fault?: CodedMessage;
  /** A sentence, as versions before the codes kept it. */
  readonly reason?: string;
}

/** A kept report in the form of today. */
export function readReport(text: string): Report {
  const { cases, ...report } = JSON.parse(text) as Report;
  const kept: readonly KeptEntry[] = cases.notScoredEntries;
  const notScoredEntries = kept.map(({ fault, reason = '', ...entry }) => ({
    ...entry,
    fault: fault ?? parseStoredMessage(reason),
  }));
  return { ...report, cases: { ...cases, notScoredEntries } } as Report;
}

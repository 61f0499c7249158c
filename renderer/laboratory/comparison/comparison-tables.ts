import type { ComparisonReport } from '../../../main/contract/evaluation-report.ts';
import type { CsvCell as Cell, CsvRows } from '../../../main/domain/csv.ts';
import { t } from '../../shared/messages/messages.ts';
import { costOf, measures } from './comparison.ts';

/** The ranking of every finding, one row a model. */
export function rankingTable({ rows, findings }: ComparisonReport): CsvRows {
  const head = [
    'finding',
    'model',
    'threshold',
    ...measures.flatMap(({ id }) => {
      const name = t(`comparison:measure.${id}`);
      return [name, `${name} low 95 %`, `${name} high 95 %`];
    }),
    'n',
    'ms per image',
    'MB',
  ];
  const lines = findings.flatMap(({ label, n, rows: compared }) =>
    compared.map((finding) => {
      const row = rows[finding.row]!;
      const values = measures.flatMap(({ of }): readonly Cell[] => {
        const estimate = of(finding);
        return estimate === null ? [null, null, null] : [estimate.value, ...estimate.interval95];
      });
      return [
        label,
        row.title,
        finding.at.threshold,
        ...values,
        n,
        costOf(row, 'milliseconds'),
        costOf(row, 'megabytes'),
      ];
    }),
  );
  return [head, ...lines];
}

/** Every pair of every finding with its tests. */
export function testTable({ rows, findings }: ComparisonReport): CsvRows {
  const head = [
    'finding',
    'a',
    'b',
    'AUC of a less b',
    'low 95 %',
    'high 95 %',
    'p',
    'p (Holm)',
    'only a right',
    'only b right',
    'p of predictions',
    'p of predictions (Holm)',
    'kappa',
    'agreement',
  ];
  const lines = findings.flatMap(({ label, pairs }) =>
    pairs.map(({ a, b, area, calls, kappa, agreement }) => [
      label,
      rows[a]!.title,
      rows[b]!.title,
      area?.difference.value ?? null,
      area?.difference.interval95[0] ?? null,
      area?.difference.interval95[1] ?? null,
      area?.p ?? null,
      area?.pHolm ?? null,
      calls.onlyA,
      calls.onlyB,
      calls.p,
      calls.pHolm,
      kappa?.value ?? null,
      agreement.value,
    ]),
  );
  return [head, ...lines];
}

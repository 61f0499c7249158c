/** Labels that don't say what they seem to. */
import type { AuditFinding } from '../../../domain/datasets/audit-report.ts';
import type { Examined } from './examined.ts';
import { finding } from './finding.ts';

export function labelFindings(examined: Examined): AuditFinding[] {
  return [...contradictions(examined), ...spellings(examined)];
}

function contradictions({ contradicted }: Examined): AuditFinding[] {
  if (contradicted.length === 0) return [];
  const statement = { code: 'contradictingRows', details: { count: contradicted.length } } as const;
  return [finding('ROWS_CONTRADICT', 'error', { statement }, contradicted)];
}

/** One finding for each label that is there in several spellings. */
function spellings({ labels, entries }: Examined): AuditFinding[] {
  return [...Map.groupBy(labels, essenceOfLabel).values()]
    .filter((alike) => alike.length > 1)
    .map((alike) => {
      const own = entries.filter((entry) => entry.labels.some((label) => alike.includes(label)));
      const statement = { code: 'labelSpellings', details: { labels: alike } } as const;
      return finding(
        'LABEL_IN_SEVERAL_SPELLINGS',
        'warning',
        { statement },
        own.map(({ index }) => index),
      );
    });
}

/** Without case, accents and what stands between words; "1-2" is not "12". */
function essenceOfLabel(label: string): string {
  const plain = label.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/(?<!\d)[\s_.-]+|[\s_.-]+(?!\d)/g, '');
}

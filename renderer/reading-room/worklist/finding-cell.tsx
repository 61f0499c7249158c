import WarningAmber from '@mui/icons-material/WarningAmber';
import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Finding, WorklistRow } from '../../../main/domain/studies/study.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { sentenceOfFinding, whyUnscored } from '../../shared/findings/finding-words.ts';
import { ProbabilityBar } from '../../shared/findings/probability-bar.tsx';

/** Lines that fit into a row; the rest is in the preview. */
const most = 2;

const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const twoLines = {
  display: '-webkit-box',
  WebkitLineClamp: 2,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
} as const;

function FindingRow({ finding, name }: { readonly finding: Finding; readonly name: string }) {
  const { t } = useTranslation('findings');
  return (
    <Box title={sentenceOfFinding(finding)} sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Box
        component="span"
        sx={{ ...ellipsis, width: 96, flexShrink: 0, fontSize: '0.75rem', color: 'text.secondary' }}
      >
        {name}
      </Box>
      <ProbabilityBar finding={finding} height={6} />
      <Box component="span" sx={{ width: 38, textAlign: 'right', fontSize: '0.8125rem' }}>
        {formatProbability(finding.probability)}
      </Box>
      <Box
        component="span"
        sx={{ width: 36, fontSize: '0.75rem', color: finding.positive ? 'machine.main' : 'text.secondary' }}
      >
        {t(finding.positive ? 'shortAbove' : 'shortBelow')}
      </Box>
      {finding.flags.length > 0 && <WarningAmber color="warning" sx={{ fontSize: '0.9375rem' }} />}
    </Box>
  );
}

/** The models' bars, or why there are none. */
export function FindingCell({ row }: { readonly row: WorklistRow }) {
  if (row.findings.length === 0) {
    const reason = whyUnscored(row);
    return (
      <Box component="span" title={reason} sx={{ ...twoLines, fontSize: '0.75rem', color: 'text.secondary' }}>
        {reason}
      </Box>
    );
  }
  const strongest = row.findings.toSorted((a, b) => b.probability - a.probability);
  // Where the models answer the same question, what tells the lines apart is the model.
  const isOneQuestion = new Set(strongest.map(({ label }) => label)).size === 1 && strongest.length > 1;
  return (
    <Box sx={{ display: 'grid', gap: 0.25, minWidth: 0 }}>
      {strongest.slice(0, most).map((finding) => (
        <FindingRow
          key={`${finding.model}/${finding.label}`}
          finding={finding}
          name={isOneQuestion ? finding.model : formatLabel(finding.label)}
        />
      ))}
    </Box>
  );
}

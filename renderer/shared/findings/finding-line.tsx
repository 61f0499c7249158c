import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../main/domain/studies/study.ts';
import { formatLabel } from '../format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { wordOf } from './finding-words.ts';
import { FlagMarks } from './flag-marks.tsx';
import { ProbabilityBar } from './probability-bar.tsx';

interface FindingLineProps {
  readonly finding: Finding;
  /** Where there is little room: the word is one, not two. */
  readonly isCompact?: boolean;
}

/** Label, number and word over the bar. */
export function FindingLine({ finding, isCompact = false }: FindingLineProps) {
  const { t } = useTranslation('findings');
  return (
    <Box sx={{ display: 'grid', gap: 0.75, width: '100%' }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Box component="span" sx={{ flex: 1, fontWeight: 500 }}>
          {formatLabel(finding.label)}
        </Box>
        <Box component="span" sx={{ fontSize: '1rem', fontWeight: 600, color: 'machine.main' }}>
          {formatProbability(finding.probability)}
        </Box>
        <Box
          component="span"
          sx={{
            fontSize: '0.8125rem',
            color: finding.positive ? 'text.primary' : 'text.secondary',
            minWidth: isCompact ? 40 : 100,
            textAlign: 'right',
          }}
        >
          {isCompact ? t(finding.positive ? 'shortAbove' : 'shortBelow') : wordOf(finding)}
        </Box>
      </Box>
      <Box sx={{ display: 'flex' }}>
        <ProbabilityBar finding={finding} />
      </Box>
      <FlagMarks flags={finding.flags} />
    </Box>
  );
}

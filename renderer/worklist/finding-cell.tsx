import { Box } from '@mui/material';
import type { Finding, WorklistRow } from '../../main/domain/casework.ts';
import { formatLabel, formatProbability } from '../format.ts';
import { ProbabilityBar } from '../parts/probability-bar.tsx';

/** Lines that fit into a row. */
const most = 2;

function FindingLine({ finding, isNamed }: { readonly finding: Finding; readonly isNamed: boolean }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      {isNamed && (
        <Box
          component="span"
          sx={{
            width: 76,
            flexShrink: 0,
            fontSize: '0.75rem',
            color: 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {formatLabel(finding.label)}
        </Box>
      )}
      <ProbabilityBar finding={finding} height={6} />
      <Box component="span" sx={{ width: 38, textAlign: 'right', fontSize: '0.8125rem' }}>
        {formatProbability(finding.probability)}
      </Box>
      <Box
        component="span"
        sx={{ width: 38, fontSize: '0.75rem', color: finding.positive ? 'machine.main' : 'text.secondary' }}
      >
        {finding.positive ? 'above' : 'below'}
      </Box>
    </Box>
  );
}

/** The models' bars, or why there are none. */
export function FindingCell({ row }: { readonly row: WorklistRow }) {
  if (row.findings.length === 0) {
    const reason = row.refusal ?? 'no model has seen it yet';
    return (
      <Box
        component="span"
        title={reason}
        sx={{
          fontSize: '0.75rem',
          color: 'text.secondary',
          display: '-webkit-box',
          WebkitLineClamp: 2,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
        }}
      >
        Not scored: {reason}
      </Box>
    );
  }
  const strongest = row.findings.toSorted((a, b) => b.probability - a.probability);
  const hidden = strongest.length - most;
  return (
    <Box sx={{ display: 'grid', gap: 0.25, minWidth: 0, position: 'relative' }}>
      {strongest.slice(0, most).map((finding) => (
        <FindingLine key={`${finding.model}/${finding.label}`} finding={finding} isNamed />
      ))}
      {hidden > 0 && (
        <Box
          component="span"
          sx={{ fontSize: '0.6875rem', color: 'text.secondary', position: 'absolute', right: 0, bottom: -14 }}
        >
          and {hidden} more
        </Box>
      )}
    </Box>
  );
}

import { Box } from '@mui/material';
import type { Finding } from '../../../main/domain/studies/study.ts';
import { sentenceOfFinding, valueOfFinding } from './finding-words.ts';

interface ProbabilityBarProps {
  readonly finding: Finding;
  /** Pixels. */
  readonly height?: number;
}

/** From 0 to 1 in the machine's colour, with a tick at the operating point. */
export function ProbabilityBar({ finding, height = 8 }: ProbabilityBarProps) {
  const { probability, threshold, positive } = finding;
  return (
    <Box
      role="meter"
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={Number(probability.toFixed(2))}
      aria-valuetext={valueOfFinding(finding)}
      aria-label={sentenceOfFinding(finding)}
      sx={{
        position: 'relative',
        height,
        minWidth: 40,
        flex: 1,
        borderRadius: '2px',
        // Seen on every ground, also on that of the selected row.
        bgcolor: 'color-mix(in srgb, currentColor 18%, transparent)',
      }}
    >
      <Box
        sx={{
          position: 'absolute',
          inset: 0,
          borderRadius: '2px',
          bgcolor: 'machine.main',
          opacity: positive ? 1 : 0.45,
          transformOrigin: 'left',
        }}
        style={{ width: `${probability * 100}%` }}
      />
      <Box
        sx={{
          position: 'absolute',
          top: -3,
          bottom: -3,
          width: '2px',
          ml: '-1px',
          bgcolor: 'text.primary',
          outline: '1px solid',
          outlineColor: 'background.default',
        }}
        style={{ left: `${threshold * 100}%` }}
      />
    </Box>
  );
}

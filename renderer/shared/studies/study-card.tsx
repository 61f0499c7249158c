import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { FrameSummary } from '../../../main/contract/learning.ts';
import { formatDate, studyTitle } from '../format/format.ts';
import { t } from '../messages/messages.ts';
import { FindingLine } from '../findings/finding-line.tsx';
import { SyntheticMark } from './synthetic-mark.tsx';
import { Thumbnail } from '../images/thumbnail.tsx';
import { readRoute, useNavigate } from '../navigation/routes.ts';

interface FrameCardProps {
  readonly frame: FrameSummary;
  /** Beside the name. */
  readonly note?: string | undefined;
  /** Below what the models say. */
  readonly children?: ReactNode;
}

/** A frame to open: its picture, its patient, and what the models in use say. */
export function FrameCard({ frame, note, children }: FrameCardProps) {
  const navigate = useNavigate();
  const name = studyTitle(frame);
  return (
    <ButtonBase
      onClick={() => navigate(readRoute(frame.studyId))}
      aria-label={t('studies:read', { name })}
      sx={{
        display: 'grid',
        gridTemplateColumns: '96px minmax(0, 1fr)',
        gap: 1.5,
        p: 1,
        textAlign: 'left',
        font: 'inherit',
        alignItems: 'start',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        '&:hover': { bgcolor: 'raised' },
      }}
    >
      <Thumbnail instanceId={frame.instanceId} size={96} alt={t('studies:radiographOf', { name })} />
      <Box sx={{ display: 'grid', gap: 0.5, minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
          <Typography sx={{ fontWeight: 500, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name}</Typography>
          {frame.isSynthetic && <SyntheticMark />}
          {note !== undefined && (
            <Typography variant="body2" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {note}
            </Typography>
          )}
        </Box>
        <Typography variant="caption" color="textSecondary">
          {formatDate(frame.studyDate)}
        </Typography>
        {frame.findings.map((finding) => (
          <FindingLine key={`${finding.model} ${finding.label}`} finding={finding} isCompact />
        ))}
        {children}
      </Box>
    </ButtonBase>
  );
}

import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance, Study } from '../../../main/domain/studies/study.ts';
import type { FrameMetadata } from '../../../main/domain/studies/frame.ts';
import { formatDate, formatPatientName } from '../../shared/format/format.ts';
import { t as message } from '../../shared/messages/messages.ts';
import { edgeMarksOf } from './orientation.ts';
import type { ViewState } from './view-state.ts';

const corners = {
  topLeft: { top: 8, left: 10 },
  topRight: { top: 8, right: 10, textAlign: 'right' },
  bottomLeft: { bottom: 8, left: 10 },
  bottomRight: { bottom: 8, right: 10, textAlign: 'right' },
} as const;

function Corner({ at, children }: { readonly at: keyof typeof corners; readonly children: ReactNode }) {
  return (
    <Box sx={{ position: 'absolute', ...corners[at], display: 'grid', gap: '1px', maxWidth: '46%' }}>{children}</Box>
  );
}

function Line({ children }: { readonly children: ReactNode }) {
  return <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{children}</Box>;
}

function spacingLine({ spacing }: FrameMetadata): string {
  if (spacing === null) return message('reading:spacingUnknown');
  const { rowMm, columnMm, source } = spacing;
  const size = rowMm === columnMm ? rowMm.toFixed(3) : `${rowMm.toFixed(3)} × ${columnMm.toFixed(3)}`;
  return message('reading:spacingValue', { size, source: message(`reading:spacing.${source}`) });
}

function EdgeMark({ side, mark }: { readonly side: 'left' | 'right'; readonly mark: string }) {
  return <Box sx={{ position: 'absolute', top: '50%', [side]: 12, fontSize: '1.125rem', fontWeight: 600 }}>{mark}</Box>;
}

interface CornerTextProps {
  readonly study: Study;
  readonly instance: Instance;
  readonly view: ViewState | null;
  /** The image's place among the images of the study; null where it is the only one. */
  readonly place: { readonly number: number; readonly of: number } | null;
}

/** The patient and the image's display settings; the file's values, untouched. */
export function CornerText({ study, instance, view, place }: CornerTextProps) {
  const { t } = useTranslation(['reading', 'studies']);
  const person = [
    study.patientSex,
    study.patientBirthDate === null ? null : t('born', { date: formatDate(study.patientBirthDate) }),
  ]
    .filter(Boolean)
    .join(', ');
  const metadata = view?.metadata ?? instance.metadata;
  const marks = edgeMarksOf(metadata);
  const { laterality, viewPosition, columns, rows, bitsStored, isLossy } = metadata;
  return (
    <Box
      sx={{
        position: 'absolute',
        inset: 0,
        pointerEvents: 'none',
        color: '#e6e6e6',
        fontSize: '0.75rem',
        lineHeight: 1.4,
        // Bright bone and burnt-in text lie under it: an outline is read on both, and hides neither.
        textShadow: '0 0 2px #000, 0 0 3px #000, 0 0 4px #000, 0 1px 2px #000',
      }}
      data-testid="corner-text"
    >
      <Corner at="topLeft">
        <Line>{formatPatientName(study.patientName)}</Line>
        <Line>{study.patientId}</Line>
        {person !== '' && <Line>{person}</Line>}
        {instance.isSynthetic && <Line>{t('studies:synthetic')}</Line>}
        {instance.isUidShared && <Line>{t('uidShared')}</Line>}
      </Corner>
      <Corner at="topRight">
        <Line>{study.description || t('noDescription')}</Line>
        <Line>{formatDate(study.studyDate)}</Line>
        <Line>{[instance.modality ?? study.modality, viewPosition, laterality].filter(Boolean).join(' ')}</Line>
      </Corner>
      <Corner at="bottomLeft">
        {place !== null && <Line>{t('imageOf', place)}</Line>}
        {view?.window && (
          <Line>
            {t(view.isInverted ? 'windowInverted' : 'windowValue', {
              width: Math.round(view.window.width),
              center: Math.round(view.window.center),
            })}
          </Line>
        )}
        {view !== null && <Line>{t('zoomValue', { percent: Math.round(view.zoom * 100) })}</Line>}
      </Corner>
      <Corner at="bottomRight">
        {isLossy && <Line>{t('lossy')}</Line>}
        <Line>{t('pixels', { columns, rows, bits: bitsStored })}</Line>
        <Line>{spacingLine(metadata)}</Line>
      </Corner>
      {marks !== null && (
        <>
          <EdgeMark side="left" mark={marks.left} />
          <EdgeMark side="right" mark={marks.right} />
        </>
      )}
    </Box>
  );
}

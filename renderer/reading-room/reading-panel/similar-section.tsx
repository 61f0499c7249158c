import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimilarFrame } from '../../../main/contract/learning.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { FrameCard } from '../../shared/studies/study-card.tsx';
import { t as message } from '../../shared/messages/messages.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { ModelFinding, StudyImage } from '../reading-state/model-findings.ts';

interface SimilarSectionProps {
  readonly image: StudyImage;
  readonly modelFinding: ModelFinding;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** They can be seen: what a reader saw before answering is kept. */
  readonly onShown: () => void;
}

const SHOWN = 4;

/** Cases that the finding's model sees as most alike. Asked for, since what was said of them may sway the reader. */
export function SimilarSection({ image, modelFinding, isOpen, onToggle, onShown }: SimilarSectionProps) {
  const { t } = useTranslation('reading');
  const input = {
    instanceId: image.instance.id,
    frameIndex: image.frameIndex,
    model: modelFinding.finding.model,
    limit: SHOWN,
  };
  const { data, error, isFetching } = useQuery(operations.learning.similar.queryOptions({ input, enabled: isOpen }));
  const isShown = isOpen && data !== undefined && data.frames.length > 0;
  useEffect(() => {
    if (isShown) onShown();
  }, [isShown, onShown]);
  return (
    <PanelSection title={t('similar')} voice="machine">
      <Button size="small" variant="outlined" aria-expanded={isOpen} onClick={onToggle} sx={{ justifySelf: 'start' }}>
        {t(isOpen ? 'hideSimilar' : 'showSimilar')}
      </Button>
      {isOpen && (
        <>
          <Box sx={{ minHeight: 4 }}>
            {isFetching && <LinearProgress aria-label={t('lookingForSimilar')} color="inherit" />}
          </Box>
          {error !== null && <FaultNotice error={error} />}
          {data !== undefined && data.reason !== null && (
            <Typography variant="body2">{messageSentence(data.reason)}</Typography>
          )}
          {data !== undefined && data.reason === null && data.frames.length === 0 && (
            <Typography variant="body2">{t('noneToCompare')}</Typography>
          )}
          {data?.frames.map((one) => (
            <FrameCard key={`${one.instanceId} ${one.frameIndex}`} frame={one} note={one.similarity.toFixed(2)}>
              {wordsOf(one).map((words) => (
                <Typography key={words} variant="body2" sx={{ color: 'people.main' }}>
                  {words}
                </Typography>
              ))}
            </FrameCard>
          ))}
          {data !== undefined && data.searched > 0 && (
            <Typography variant="caption" color="textSecondary">
              {t('similarNote', { count: data.searched })}
            </Typography>
          )}
        </>
      )}
    </PanelSection>
  );
}

/** The readers' answers about a similar image, in words. */
function wordsOf({ isSamePatient, reads }: SimilarFrame): readonly string[] {
  const said = reads.map(({ label, isPresent, by }) =>
    isPresent === null
      ? message('reading:readersDiffer', { label: formatLabel(label) })
      : message(isPresent ? 'reading:present' : 'reading:absent', { label: formatLabel(label), by: String(by) }),
  );
  return [
    ...(isSamePatient ? [message('reading:samePatient')] : []),
    ...(said.length > 0 ? said : [message('reading:notRead')]),
  ];
}

import { Box, Button, LinearProgress, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SimilarFrame } from '../../../main/contract/learning.ts';
import { operations } from '../../shared/client/client.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { FrameCard } from '../../shared/studies/study-card.tsx';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { Claim, StudyImage } from '../reading-state/model-findings.ts';

interface SimilarSectionProps {
  readonly image: StudyImage;
  readonly claim: Claim;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** They can be seen: what a reader saw before answering is kept. */
  readonly onShown: () => void;
}

const SHOWN = 4;

/** Cases that the finding's model sees as most alike. Asked for, since what was said of them may sway the reader. */
export function SimilarSection({ image, claim, isOpen, onToggle, onShown }: SimilarSectionProps) {
  const input = {
    instanceId: image.instance.id,
    frameIndex: image.frameIndex,
    model: claim.finding.model,
    limit: SHOWN,
  };
  const { data, error, isFetching } = useQuery(operations.learning.similar.queryOptions({ input, enabled: isOpen }));
  const isShown = isOpen && data !== undefined && data.cases.length > 0;
  useEffect(() => {
    if (isShown) onShown();
  }, [isShown, onShown]);
  return (
    <PanelSection title="Similar cases" voice="machine">
      <Button size="small" variant="outlined" aria-expanded={isOpen} onClick={onToggle} sx={{ justifySelf: 'start' }}>
        {isOpen ? 'Hide similar cases' : 'Show similar cases'}
      </Button>
      {isOpen && (
        <>
          <Box sx={{ minHeight: 4 }}>
            {isFetching && <LinearProgress aria-label="Looking for similar cases" color="inherit" />}
          </Box>
          {error !== null && <FaultNotice error={error} />}
          {data !== undefined && data.reason !== null && <Typography variant="body2">{data.reason}</Typography>}
          {data !== undefined && data.reason === null && data.cases.length === 0 && (
            <Typography variant="body2">There is no other case to compare with yet.</Typography>
          )}
          {data?.cases.map((one) => (
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
              Cosine of the model’s features, among {formatCount(data.searched)} other{' '}
              {data.searched === 1 ? 'image' : 'images'}. Alike to the model need not be alike to you.
            </Typography>
          )}
        </>
      )}
    </PanelSection>
  );
}

/** What people know of it. */
function wordsOf({ isSamePatient, reads }: SimilarFrame): readonly string[] {
  const said = reads.map(({ label, isPresent, by }) =>
    isPresent === null
      ? `${formatLabel(label)}: readers differ`
      : `${formatLabel(label)} ${isPresent ? 'present' : 'absent'} (${by})`,
  );
  return [...(isSamePatient ? ['Same patient'] : []), ...(said.length > 0 ? said : ['Not read'])];
}

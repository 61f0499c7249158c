import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { ModelCard } from '../../main/domain/model-card.ts';
import type { StudyId } from '../../main/domain/ids.ts';
import { operations } from '../client.ts';
import { sentenceOf } from '../fault.ts';
import { FindingLine } from '../parts/finding-line.tsx';
import { queryClient } from '../query-client.ts';
import { ClaimProvenance } from './claim-provenance.tsx';
import { PanelSection } from './panel-section.tsx';
import { claimsOf, keyOfClaim, type Claim, type ModelRead, type StudyImage } from './second-read.ts';

interface SecondReadSectionProps {
  readonly studyId: StudyId;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly ModelCard[];
  readonly chosen: Claim | null;
  readonly onChoose: (claim: Claim) => void;
}

/** What every model says of the image, or why it says nothing. */
export function SecondReadSection({ studyId, image, reads, cards, chosen, onChoose }: SecondReadSectionProps) {
  const hasChoice = claimsOf(reads).length > 1;
  return (
    <PanelSection title="Second read" voice="machine">
      {reads.length === 0 && <Typography variant="body2">No model is installed, so nothing was scored.</Typography>}
      {reads.map((read) => {
        const card = cards.find(({ id }) => id === read.model);
        return (
          <Box key={read.model} sx={{ display: 'grid', gap: 0.75 }}>
            <Typography variant="caption" color="textSecondary">
              {card?.title ?? read.model} {read.prediction?.provenance.modelVersion ?? card?.version}
            </Typography>
            {claimsOf([read]).map((claim) => (
              <ClaimButton
                key={keyOfClaim(claim)}
                claim={claim}
                hasChoice={hasChoice}
                isChosen={chosen !== null && keyOfClaim(chosen) === keyOfClaim(claim)}
                onChoose={onChoose}
              />
            ))}
            {read.refusal !== null && <Typography variant="body2">Not scored: {read.refusal.reason}</Typography>}
            {read.prediction === null && read.refusal === null && (
              <ScoreNow studyId={studyId} image={image} read={read} />
            )}
          </Box>
        );
      })}
    </PanelSection>
  );
}

interface ClaimButtonProps {
  readonly claim: Claim;
  readonly hasChoice: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (claim: Claim) => void;
}

function ClaimButton({ claim, hasChoice, isChosen, onChoose }: ClaimButtonProps) {
  const line = <FindingLine finding={claim.finding} provenance={<ClaimProvenance claim={claim} />} />;
  if (!hasChoice) return line;
  return (
    <ButtonBase
      aria-pressed={isChosen}
      onClick={() => onChoose(claim)}
      sx={{
        textAlign: 'left',
        font: 'inherit',
        p: 1,
        mx: -1,
        borderRadius: 1,
        bgcolor: isChosen ? 'selected' : 'transparent',
        boxShadow: isChosen ? 'inset 3px 0 0 var(--mui-palette-text-primary)' : 'none',
        '&:hover': { bgcolor: isChosen ? 'selected' : 'raised' },
      }}
    >
      {line}
    </ButtonBase>
  );
}

function ScoreNow({
  studyId,
  image,
  read,
}: {
  readonly studyId: StudyId;
  readonly image: StudyImage;
  readonly read: ModelRead;
}) {
  const score = useMutation(
    operations.models.predict.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId } }) }),
    }),
  );
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Typography variant="body2" sx={{ flex: 1 }}>
        {score.error === null ? 'Not scored yet.' : `Not scored: ${sentenceOf(score.error)}`}
      </Typography>
      <Button
        size="small"
        variant="outlined"
        loading={score.isPending}
        onClick={() => score.mutate({ instanceId: image.instance.id, frameIndex: image.frameIndex, model: read.model })}
      >
        Score now
      </Button>
    </Box>
  );
}

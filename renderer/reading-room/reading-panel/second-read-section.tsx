import { Box, Button, ButtonBase, Tooltip, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { ModelId, StudyId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { sentenceOf } from '../../shared/faults/fault-text.ts';
import { ExampleWarning } from '../../shared/components/example-warning.tsx';
import { FindingLine } from '../../shared/findings/finding-line.tsx';
import { sentenceOfFinding } from '../../shared/findings/finding-words.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { ClaimProvenance } from './finding-provenance.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import { claimsOf, keyOfClaim, type Claim, type ModelRead, type StudyImage } from '../reading-state/model-findings.ts';

interface SecondReadSectionProps {
  readonly studyId: StudyId;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly InstalledCard[];
  readonly chosen: Claim | null;
  readonly onChoose: (claim: Claim) => void;
}

/** What every model says of the image, or why it says nothing. */
export function SecondReadSection({ studyId, image, reads, cards, chosen, onChoose }: SecondReadSectionProps) {
  const hasChoice = claimsOf(reads).length > 1;
  return (
    <PanelSection title="Second read" voice="machine">
      {reads.length === 0 && <Typography variant="body2">No model is current, so nothing was scored.</Typography>}
      {reads.map((read) => {
        const card = cards.find(({ id }) => id === read.model);
        return (
          <Box key={read.model} sx={{ display: 'grid', gap: 0.75 }}>
            <Typography variant="caption" color="textSecondary">
              {card?.title ?? read.model} {read.prediction?.provenance.modelVersion ?? card?.version}
            </Typography>
            {card !== undefined && <ExampleWarning card={card} />}
            {claimsOf([read]).map((claim) => (
              <ClaimButton
                key={keyOfClaim(claim)}
                claim={claim}
                hasChoice={hasChoice}
                isChosen={chosen !== null && keyOfClaim(chosen) === keyOfClaim(claim)}
                onChoose={onChoose}
              />
            ))}
            {read.refusal !== null && <Typography variant="body2">{read.refusal.reason}</Typography>}
            {read.prediction === null && read.refusal === null && (
              <Scoring studyId={studyId} image={image} model={read.model} why="Not scored yet." title="Score now" />
            )}
            {read.prediction !== null && !read.isCurrent && card === undefined && (
              <Typography variant="body2">This model is no longer installed.</Typography>
            )}
            {read.prediction !== null && !read.isCurrent && card !== undefined && (
              <Scoring
                studyId={studyId}
                image={image}
                model={read.model}
                why="Made by an earlier version of this model, or with another threshold."
                title={`Score with version ${card.version}`}
              />
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

/** Where the number comes from is shown on hover and on focus, whether or not there is something to choose. */
function ClaimButton({ claim, hasChoice, isChosen, onChoose }: ClaimButtonProps) {
  const line = <FindingLine finding={claim.finding} />;
  const control = !hasChoice ? (
    <Box tabIndex={0} role="group" aria-label={sentenceOfFinding(claim.finding)}>
      {line}
    </Box>
  ) : (
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
  return (
    <Tooltip title={<ClaimProvenance claim={claim} />} placement="left" describeChild>
      {control}
    </Tooltip>
  );
}

interface ScoringProps {
  readonly studyId: StudyId;
  readonly image: StudyImage;
  readonly model: ModelId;
  /** Why there is something to score. */
  readonly why: string;
  /** Of the button. */
  readonly title: string;
}

/** Offers to score the image with a model as it is installed. */
function Scoring({ studyId, image, model, why, title }: ScoringProps) {
  const score = useMutation(
    operations.models.predict.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: operations.studies.key({ input: { studyId } }) }),
    }),
  );
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Typography variant="body2" sx={{ flex: 1 }}>
        {score.error === null ? why : sentenceOf(score.error)}
      </Typography>
      <Button
        size="small"
        variant="outlined"
        loading={score.isPending}
        onClick={() => score.mutate({ instanceId: image.instance.id, frameIndex: image.frameIndex, model })}
      >
        {title}
      </Button>
    </Box>
  );
}

import { Box, Button, ButtonBase, Tooltip, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { ModelId, StudyId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { useIsConnected } from '../../shared/connection/connection.ts';
import { messageSentence, sentenceOf } from '../../shared/faults/fault-text.ts';
import { ExampleWarning } from '../../shared/components/example-warning.tsx';
import { FindingLine } from '../../shared/findings/finding-line.tsx';
import { sentenceOfFinding } from '../../shared/findings/finding-words.ts';
import { queryClient } from '../../shared/client/query-client.ts';
import { FindingProvenance } from './finding-provenance.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import {
  modelFindingsOf,
  keyOfModelFinding,
  type ModelFinding,
  type ModelRead,
  type StudyImage,
} from '../reading-state/model-findings.ts';

interface SecondReadSectionProps {
  readonly studyId: StudyId;
  readonly image: StudyImage;
  readonly reads: readonly ModelRead[];
  readonly cards: readonly InstalledCard[];
  readonly chosen: ModelFinding | null;
  readonly onChoose: (modelFinding: ModelFinding) => void;
}

/** Every model's findings in the image, or why there are none. */
export function SecondReadSection({ studyId, image, reads, cards, chosen, onChoose }: SecondReadSectionProps) {
  const { t } = useTranslation('reading');
  const hasChoice = modelFindingsOf(reads).length > 1;
  return (
    <PanelSection title={t('secondRead')} voice="machine">
      {reads.length === 0 && <Typography variant="body2">{t('noModelCurrent')}</Typography>}
      {reads.map((read) => {
        const card = cards.find(({ id }) => id === read.model);
        return (
          <Box key={read.model} sx={{ display: 'grid', gap: 0.75 }}>
            <Typography variant="caption" color="textSecondary">
              {card?.title ?? read.model} {read.prediction?.provenance.modelVersion ?? card?.version}
            </Typography>
            {card !== undefined && <ExampleWarning card={card} />}
            {modelFindingsOf([read]).map((modelFinding) => (
              <FindingButton
                key={keyOfModelFinding(modelFinding)}
                modelFinding={modelFinding}
                hasChoice={hasChoice}
                isChosen={chosen !== null && keyOfModelFinding(chosen) === keyOfModelFinding(modelFinding)}
                onChoose={onChoose}
              />
            ))}
            {read.refusal !== null && <Typography variant="body2">{messageSentence(read.refusal.fault)}</Typography>}
            {read.prediction === null && read.refusal === null && (
              <Scoring
                studyId={studyId}
                image={image}
                model={read.model}
                why={t('notScoredYet')}
                title={t('scoreNow')}
              />
            )}
            {read.prediction !== null && !read.isCurrent && card === undefined && (
              <Typography variant="body2">{t('modelGone')}</Typography>
            )}
            {read.prediction !== null && !read.isCurrent && card !== undefined && (
              <Scoring
                studyId={studyId}
                image={image}
                model={read.model}
                why={t('scoredEarlier')}
                title={t('scoreWith', { version: card.version })}
              />
            )}
          </Box>
        );
      })}
    </PanelSection>
  );
}

interface FindingButtonProps {
  readonly modelFinding: ModelFinding;
  readonly hasChoice: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (modelFinding: ModelFinding) => void;
}

/** Where the number comes from is shown on hover and on focus, whether or not there is something to choose. */
function FindingButton({ modelFinding, hasChoice, isChosen, onChoose }: FindingButtonProps) {
  const line = <FindingLine finding={modelFinding.finding} />;
  const control = !hasChoice ? (
    <Box tabIndex={0} role="group" aria-label={sentenceOfFinding(modelFinding.finding)}>
      {line}
    </Box>
  ) : (
    <ButtonBase
      aria-pressed={isChosen}
      onClick={() => onChoose(modelFinding)}
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
    <Tooltip title={<FindingProvenance modelFinding={modelFinding} />} placement="left" describeChild>
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
  /** The button's words. */
  readonly title: string;
}

/** Offers to score the image with a model as it is installed. */
function Scoring({ studyId, image, model, why, title }: ScoringProps) {
  const isConnected = useIsConnected();
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
        disabled={!isConnected}
        loading={score.isPending}
        onClick={() => score.mutate({ instanceId: image.instance.id, frameIndex: image.frameIndex, model })}
      >
        {title}
      </Button>
    </Box>
  );
}

import { Box, Checkbox, FormControlLabel, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { CallRule } from '../../../main/contract/evaluation-request.ts';
import { ensembleKinds, type EnsembleKind } from '../../../main/domain/comparison/comparison-report.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel, formatPercent } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { RunForm } from '../evaluation-runs/run-form.tsx';
import { useRunJob } from '../evaluation-runs/use-run-job.ts';
import { WithLaboratory } from '../prerequisites/with-laboratory.tsx';

const mostModels = 12;

/** Which models to compare on which images. */
export function ComparisonForm() {
  return (
    <WithLaboratory models={2} height={520}>
      {(datasets, cards) => <Form datasets={datasets} cards={cards} />}
    </WithLaboratory>
  );
}

interface FormProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly cards: readonly InstalledCard[];
}

/** The models that know the same labels as the first, so that there is something to compare. */
function usualModels(cards: readonly InstalledCard[]): readonly ModelId[] {
  const alike = cards.filter(({ labels }) => labels.every((label) => cards[0]!.labels.includes(label)));
  return (alike.length < 2 ? cards : alike).slice(0, mostModels).map(({ id }) => id);
}

/** Share of the images with the finding that a threshold found on these images has to reach. */
const wantedSensitivity = 0.95;
const rules = {
  card: { kind: 'card' },
  half: { kind: 'half' },
  sensitivity: { kind: 'sensitivity', atLeast: wantedSensitivity },
} as const satisfies Readonly<Record<CallRule['kind'], CallRule>>;
const ruleKinds = ['card', 'half', 'sensitivity'] as const;

function Form({ datasets, cards }: FormProps) {
  const [models, setModels] = useState(() => usualModels(cards));
  const [rule, setRule] = useState<CallRule['kind']>('card');
  const [ensembles, setEnsembles] = useState<readonly EnsembleKind[]>([]);
  const { job, onStarted } = useRunJob();
  const start = useMutation(operations.evaluation.compare.mutationOptions({ onSuccess: onStarted }));
  const isPossible = models.length >= 2 && models.length <= mostModels;
  return (
    <RunForm
      name={t('comparison:newRun')}
      question={t('comparison:question')}
      action={t('comparison:start')}
      {...{ datasets, models, start, job }}
      refusal={isPossible ? null : t('comparison:chooseModels', { most: mostModels })}
      toRequest={(choice) => ({ ...choice, models: [...models], rule: rules[rule], ensembles: [...ensembles] })}
    >
      <ChooseModels cards={cards} models={models} onChoose={setModels} />
      <ChooseRule rule={rule} onChoose={setRule} />
      <ChooseEnsembles ensembles={ensembles} onChoose={setEnsembles} />
    </RunForm>
  );
}

interface ChooseModelsProps {
  readonly cards: readonly InstalledCard[];
  readonly models: readonly ModelId[];
  readonly onChoose: (models: readonly ModelId[]) => void;
}

function ChooseModels({ cards, models, onChoose }: ChooseModelsProps) {
  const styleOf = useSeriesStyles();
  const toggle = (id: ModelId): void =>
    onChoose(models.includes(id) ? models.filter((one) => one !== id) : [...models, id]);
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 0.5, p: 0 }}>
        {t('comparison:models')}{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          {t('comparison:chosenOf', { chosen: models.length, most: mostModels })}
        </Box>
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))' }}>
        {cards.map(({ id, title, version, labels }) => (
          <FormControlLabel
            key={id}
            control={<Checkbox size="small" checked={models.includes(id)} onChange={() => toggle(id)} />}
            label={
              <Box
                component="span"
                title={t('runs:findings', { labels: labels.map(formatLabel).join(', ') })}
                sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}
              >
                <ModelKey style={styleOf(id)} /> {title} {version}
              </Box>
            }
          />
        ))}
      </Box>
    </Box>
  );
}

interface ChooseRuleProps {
  readonly rule: CallRule['kind'];
  readonly onChoose: (rule: CallRule['kind']) => void;
}

function ChooseRule({ rule, onChoose }: ChooseRuleProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Typography component="h3" variant="h3">
        {t('comparison:comparedAt')}
      </Typography>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('comparison:comparedAt')}
        value={rule}
        onChange={(_, next: CallRule['kind'] | null) => next !== null && onChoose(next)}
      >
        {ruleKinds.map((kind) => (
          <ToggleButton key={kind} value={kind} sx={{ textTransform: 'none', px: 1.5, minHeight: 36 }}>
            {t(`comparison:rule.${kind}`, { sensitivity: formatPercent(wantedSensitivity) })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}

interface ChooseEnsemblesProps {
  readonly ensembles: readonly EnsembleKind[];
  readonly onChoose: (ensembles: readonly EnsembleKind[]) => void;
}

function ChooseEnsembles({ ensembles, onChoose }: ChooseEnsemblesProps) {
  const toggle = (kind: EnsembleKind): void =>
    onChoose(ensembleKinds.filter((one) => (one === kind) !== ensembles.includes(one)));
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 0.5, p: 0 }}>
        {t('comparison:ensembles')}
      </Typography>
      {ensembleKinds.map((kind) => (
        <FormControlLabel
          key={kind}
          control={<Checkbox size="small" checked={ensembles.includes(kind)} onChange={() => toggle(kind)} />}
          label={t(`comparison:ensemble.${kind}`)}
          sx={{ mr: 3 }}
        />
      ))}
    </Box>
  );
}

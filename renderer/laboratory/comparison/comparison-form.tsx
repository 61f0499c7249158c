import {
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  Paper,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { CallRule } from '../../../main/contract/evaluation-request.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import { ensembleKinds, type EnsembleKind } from '../../../main/domain/comparison/comparison-report.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { JobProgress } from '../../shared/jobs/job-progress.tsx';
import { choiceOf, noSelection } from '../evaluation-runs/entry-choice.ts';
import { ChooseEntries } from '../evaluation-runs/choose-entries.tsx';
import { LabelMeanings } from '../evaluation-runs/label-meanings.tsx';
import { PlanSummary } from '../evaluation-runs/plan-summary.tsx';
import { WithLaboratory } from '../prerequisites/with-laboratory.tsx';
import { useRunJob } from '../evaluation-runs/use-run-job.ts';

const mostModels = 12;

/** Which models, on which cases. */
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

/** Those that tell the same labels apart as the first, so that there is something to compare. */
function usualModels(cards: readonly InstalledCard[]): readonly ModelId[] {
  const alike = cards.filter(({ labels }) => labels.every((label) => cards[0]!.labels.includes(label)));
  return (alike.length < 2 ? cards : alike).slice(0, mostModels).map(({ id }) => id);
}

const rules: readonly { readonly key: string; readonly title: string; readonly rule: CallRule }[] = [
  { key: 'card', title: 'Each one’s threshold in use', rule: { kind: 'card' } },
  { key: 'half', title: '0.50', rule: { kind: 'half' } },
  { key: 'sensitivity', title: 'Sensitivity of 95 % here', rule: { kind: 'sensitivity', atLeast: 0.95 } },
];

function Form({ datasets, cards }: FormProps) {
  const [wish, setWish] = useState(noSelection);
  const choice = choiceOf(wish, datasets);
  const [models, setModels] = useState(() => usualModels(cards));
  const [rule, setRule] = useState('card');
  const [ensembles, setEnsembles] = useState<readonly EnsembleKind[]>([]);
  const { job, onStarted } = useRunJob();
  const isPossible = models.length >= 2 && models.length <= mostModels;
  const plan = useQuery({
    ...operations.evaluation.plan.queryOptions({
      input: { ...choice, models: [...models] },
      placeholderData: keepPreviousData,
    }),
    enabled: isPossible,
  });
  const start = useMutation(operations.evaluation.compare.mutationOptions({ onSuccess: onStarted }));
  const begin = (): void =>
    start.mutate({
      ...choice,
      models: [...models],
      rule: rules.find(({ key }) => key === rule)!.rule,
      ensembles: [...ensembles],
    });
  const canStart = isPossible && plan.data !== undefined && plan.data.refusal === null && job?.state !== 'running';
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label="New comparison"
      sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
    >
      <Box sx={{ maxWidth: 760, mx: 'auto', p: 3, display: 'grid', gap: 2 }}>
        <Typography component="h2" variant="h1">
          Which model is better on these cases?
        </Typography>
        <Paper variant="outlined" sx={{ p: 2.5, display: 'grid', gap: 2.5 }}>
          <ChooseEntries datasets={datasets} choice={choice} onChoose={setWish} />
          <ChooseModels cards={cards} models={models} onChoose={setModels} />
          <ChooseRule rule={rule} onChoose={setRule} />
          <ChooseEnsembles ensembles={ensembles} onChoose={setEnsembles} />
          {plan.data !== undefined && (
            <LabelMeanings
              plan={plan.data}
              labelMap={choice.labelMap}
              onChange={(labelMap) => setWish({ ...choice, labelMap })}
            />
          )}
          <Box sx={{ minHeight: 44 }}>
            {!isPossible && <Typography>Choose two to twelve models.</Typography>}
            {isPossible && plan.data !== undefined && <PlanSummary plan={plan.data} />}
            {plan.error !== null && <FaultNotice error={plan.error} onRetry={() => void plan.refetch()} />}
          </Box>
          <Box>
            <Button variant="contained" disabled={!canStart} loading={start.isPending} onClick={begin}>
              Compare
            </Button>
          </Box>
          {start.error !== null && <FaultNotice error={start.error} />}
          {job !== undefined && <JobProgress job={job} />}
        </Paper>
      </Box>
    </Box>
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
        Models{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>
          {models.length} of at most {mostModels}
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
                title={`Tells apart: ${labels.map(formatLabel).join(', ')}`}
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

function ChooseRule({ rule, onChoose }: { readonly rule: string; readonly onChoose: (rule: string) => void }) {
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Typography component="h3" variant="h3">
        Calls are compared at
      </Typography>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="Calls are compared at"
        value={rule}
        onChange={(_, next: string | null) => next !== null && onChoose(next)}
      >
        {rules.map(({ key, title }) => (
          <ToggleButton key={key} value={key} sx={{ textTransform: 'none', px: 1.5, minHeight: 36 }}>
            {title}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}

const ensembleWords: Readonly<Record<EnsembleKind, string>> = {
  mean: 'Mean of the probabilities',
  weighted: 'Weighted by worth on other patients',
  stacking: 'Stacking, fitted on other patients',
};

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
        Together, as further rows
      </Typography>
      {ensembleKinds.map((kind) => (
        <FormControlLabel
          key={kind}
          control={<Checkbox size="small" checked={ensembles.includes(kind)} onChange={() => toggle(kind)} />}
          label={ensembleWords[kind]}
          sx={{ mr: 3 }}
        />
      ))}
    </Box>
  );
}

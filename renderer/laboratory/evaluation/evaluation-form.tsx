import { Box, Button, MenuItem, Paper, Select, Typography } from '@mui/material';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { JobProgress } from '../../shared/jobs/job-progress.tsx';
import { choiceOf, noSelection } from '../evaluation-runs/entry-choice.ts';
import { ChooseEntries } from '../evaluation-runs/choose-entries.tsx';
import { LabelMeanings } from '../evaluation-runs/label-meanings.tsx';
import { PlanSummary } from '../evaluation-runs/plan-summary.tsx';
import { useRunJob } from '../evaluation-runs/use-run-job.ts';
import { WithLaboratory } from '../prerequisites/with-laboratory.tsx';

/** What to measure on which cases. */
export function EvaluationForm() {
  return (
    <WithLaboratory models={1} height={420}>
      {(datasets, cards) => <Form datasets={datasets} cards={cards} />}
    </WithLaboratory>
  );
}

interface FormProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly cards: readonly InstalledCard[];
}

function Form({ datasets, cards }: FormProps) {
  const [wish, setWish] = useState(noSelection);
  const choice = choiceOf(wish, datasets);
  const [model, setModel] = useState(cards[0]!.id);
  const { job, onStarted } = useRunJob();
  const plan = useQuery(
    operations.evaluation.plan.queryOptions({
      input: { ...choice, models: [model] },
      placeholderData: keepPreviousData,
    }),
  );
  const start = useMutation(operations.evaluation.start.mutationOptions({ onSuccess: onStarted }));
  const isRunning = job?.state === 'running';
  return (
    <Box
      tabIndex={0}
      role="region"
      aria-label="New evaluation"
      sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
    >
      <Box sx={{ maxWidth: 760, mx: 'auto', p: 3, display: 'grid', gap: 2 }}>
        <Typography component="h2" variant="h1">
          How good is a model on these cases?
        </Typography>
        <Paper variant="outlined" sx={{ p: 2.5, display: 'grid', gap: 2.5 }}>
          <ChooseEntries datasets={datasets} choice={choice} onChoose={setWish} />
          <ChooseModel cards={cards} model={model} onChoose={setModel} />
          {plan.data !== undefined && (
            <LabelMeanings
              plan={plan.data}
              labelMap={choice.labelMap}
              onChange={(labelMap) => setWish({ ...choice, labelMap })}
            />
          )}
          <Box sx={{ minHeight: 44 }}>
            {plan.data !== undefined && <PlanSummary plan={plan.data} />}
            {plan.error !== null && <FaultNotice error={plan.error} onRetry={() => void plan.refetch()} />}
          </Box>
          <Box>
            <Button
              variant="contained"
              disabled={plan.data === undefined || plan.data.refusal !== null || isRunning}
              loading={start.isPending}
              onClick={() => start.mutate({ ...choice, model })}
            >
              Evaluate
            </Button>
          </Box>
          {start.error !== null && <FaultNotice error={start.error} />}
          {job !== undefined && <JobProgress job={job} />}
        </Paper>
      </Box>
    </Box>
  );
}

interface ChooseModelProps {
  readonly cards: readonly InstalledCard[];
  readonly model: ModelId;
  readonly onChoose: (model: ModelId) => void;
}

function ChooseModel({ cards, model, onChoose }: ChooseModelProps) {
  const card = cards.find(({ id }) => id === model);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3" id="run-model">
        Model
      </Typography>
      <Select
        size="small"
        labelId="run-model"
        value={model}
        onChange={({ target }) => {
          const chosen = cards.find(({ id }) => id === target.value);
          if (chosen !== undefined) onChoose(chosen.id);
        }}
      >
        {cards.map(({ id, title, version }) => (
          <MenuItem key={id} value={id}>
            {title} {version}
          </MenuItem>
        ))}
      </Select>
      {card !== undefined && (
        <Typography variant="body2" color="textSecondary">
          Tells apart: {card.labels.map(formatLabel).join(', ')}
        </Typography>
      )}
    </Box>
  );
}

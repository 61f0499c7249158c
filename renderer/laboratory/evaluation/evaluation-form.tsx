import { Box, MenuItem, Select, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { RunForm } from '../evaluation-runs/run-form.tsx';
import { useRunJob } from '../evaluation-runs/use-run-job.ts';
import { WithLaboratory } from '../prerequisites/with-laboratory.tsx';

/** Which model to measure on which images. */
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
  const [model, setModel] = useState(cards[0]!.id);
  const { job, onStarted } = useRunJob();
  const start = useMutation(operations.evaluation.start.mutationOptions({ onSuccess: onStarted }));
  return (
    <RunForm
      name={t('evaluation:newRun')}
      question={t('evaluation:question')}
      action={t('evaluation:start')}
      {...{ datasets, start, job }}
      models={[model]}
      refusal={null}
      toRequest={(choice) => ({ ...choice, model })}
    >
      <ChooseModel cards={cards} model={model} onChoose={setModel} />
    </RunForm>
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
        {t('runs:model')}
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
          {t('runs:findings', { labels: card.labels.map(formatLabel).join(', ') })}
        </Typography>
      )}
    </Box>
  );
}

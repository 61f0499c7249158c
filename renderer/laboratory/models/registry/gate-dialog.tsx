import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../../main/contract/registry.ts';
import { type RegisteredDataset } from '../../../../main/domain/datasets/dataset.ts';
import { datasetSplits, type DatasetSplit } from '../../../../main/domain/datasets/dataset-terms.ts';
import type { GateLimits } from '../../../../main/domain/models/promotion.ts';
import { operations } from '../../../shared/client/client.ts';
import { t } from '../../../shared/messages/messages.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';

interface SetChoice {
  readonly dataset: RegisteredDataset['id'] | null;
  readonly split: DatasetSplit | null;
}

type Numbers = Omit<GateLimits, 'slopeLimits'>;

const fields = ['aucMargin', 'sensitivityMargin', 'targetSensitivity', 'calibrationErrorLimit'] as const;

const usual: Numbers = {
  aucMargin: 0.05,
  sensitivityMargin: 0.05,
  targetSensitivity: 0.95,
  calibrationErrorLimit: 0.1,
};

/** The splits of the dataset that have images; all of them where it is not counted yet. */
const splitsOf = (dataset: RegisteredDataset | undefined): readonly DatasetSplit[] =>
  datasetSplits.filter((split) => dataset?.counts == null || (dataset.counts.perSplit[split] ?? 0) > 0);

interface SetFieldsProps {
  readonly title: string;
  readonly partTitle: string;
  /** The split that is taken where the dataset has it. */
  readonly usualSplit: DatasetSplit;
  readonly datasets: readonly RegisteredDataset[];
  readonly choice: SetChoice;
  readonly onChange: (choice: SetChoice) => void;
}

function SetFields({ title, partTitle, usualSplit, datasets, choice, onChange }: SetFieldsProps) {
  const splits = splitsOf(datasets.find(({ id }) => id === choice.dataset));
  const isOffered = choice.split !== null && splits.includes(choice.split);
  const choose = (dataset: RegisteredDataset | undefined): void =>
    onChange({
      dataset: dataset?.id ?? null,
      split: splitsOf(dataset).find((split) => split === usualSplit) ?? null,
    });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '2fr 1fr', gap: 1.5 }}>
      <TextField
        select
        size="small"
        label={title}
        value={choice.dataset ?? ''}
        onChange={({ target }) => choose(datasets.find(({ id }) => id === Number(target.value)))}
      >
        {datasets.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        size="small"
        label={partTitle}
        value={isOffered ? choice.split : 'all'}
        disabled={choice.dataset === null}
        onChange={({ target }) =>
          onChange({ ...choice, split: splits.find((split) => split === target.value) ?? null })
        }
      >
        <MenuItem value="all">{t('models:part.all')}</MenuItem>
        {splits.map((split) => (
          <MenuItem key={split} value={split}>
            {t(`models:part.${split}`)}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
}

/** Sets what this site asks of a candidate; both sets are fixed as they are at this moment. */
export function GateDialog({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const { data: datasets = [] } = useQuery(operations.datasets.list.queryOptions());
  const [frozen, setFrozen] = useState<SetChoice>(role.gate?.frozen ?? { dataset: null, split: null });
  const [validation, setValidation] = useState<SetChoice>(role.gate?.validation ?? { dataset: null, split: null });
  const [numbers, setNumbers] = useState<Numbers>(role.gate ?? usual);
  const set = useMutation(operations.registry.setGate.mutationOptions({ onSuccess: onClose }));
  const isSound =
    frozen.dataset !== null &&
    validation.dataset !== null &&
    numbers.targetSensitivity > 0 &&
    fields.every((name) => numbers[name] >= 0 && numbers[name] <= 1);
  function save(): void {
    if (frozen.dataset === null || validation.dataset === null) return;
    const sets = {
      frozen: { ...frozen, dataset: frozen.dataset },
      validation: { ...validation, dataset: validation.dataset },
    };
    const { aucMargin, sensitivityMargin, targetSensitivity, calibrationErrorLimit } = numbers;
    set.mutate({ role: role.id, ...sets, aucMargin, sensitivityMargin, targetSensitivity, calibrationErrorLimit });
  }
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('models:gateFor', { role: role.id })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Typography variant="body2" color="textSecondary">
          {t('models:gateExplained')}
        </Typography>
        {datasets.length === 0 && <Typography>{t('models:noDataset')}</Typography>}
        <SetFields
          title={t('models:frozenSet')}
          partTitle={t('models:partOfFrozen')}
          usualSplit="test"
          datasets={datasets}
          choice={frozen}
          onChange={setFrozen}
        />
        <SetFields
          title={t('models:validationSet')}
          partTitle={t('models:partOfValidation')}
          usualSplit="val"
          datasets={datasets}
          choice={validation}
          onChange={setValidation}
        />
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
          {fields.map((name) => (
            <TextField
              key={name}
              size="small"
              type="number"
              label={t(`models:${name}`)}
              helperText={t(`models:${name}Help`)}
              value={numbers[name]}
              onChange={({ target }) => setNumbers({ ...numbers, [name]: Number(target.value) })}
              slotProps={{ htmlInput: { min: 0, max: 1, step: 0.01 } }}
            />
          ))}
        </Box>
        {set.error !== null && <FaultNotice error={set.error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button variant="contained" disabled={!isSound} loading={set.isPending} onClick={save}>
          {t('models:setGate')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

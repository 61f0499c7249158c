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
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';

interface SetChoice {
  readonly dataset: RegisteredDataset['id'] | null;
  readonly split: DatasetSplit | null;
}

type Numbers = Omit<GateLimits, 'slopeLimits'>;

const fields: readonly { readonly name: keyof Numbers; readonly title: string; readonly help: string }[] = [
  { name: 'aucMargin', title: 'AUC margin', help: 'How much lower it may be, at worst' },
  { name: 'sensitivityMargin', title: 'Sensitivity margin', help: 'The same at the operating point' },
  { name: 'targetSensitivity', title: 'Wanted sensitivity', help: 'The threshold is chosen for it' },
  { name: 'calibrationErrorLimit', title: 'Largest calibration error', help: 'Upper end of its interval' },
];

const usual: Numbers = {
  aucMargin: 0.05,
  sensitivityMargin: 0.05,
  targetSensitivity: 0.95,
  calibrationErrorLimit: 0.1,
};

function SetFields({
  title,
  datasets,
  choice,
  onChange,
}: {
  readonly title: string;
  readonly datasets: readonly RegisteredDataset[];
  readonly choice: SetChoice;
  readonly onChange: (choice: SetChoice) => void;
}) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '2fr 1fr', gap: 1.5 }}>
      <TextField
        select
        size="small"
        label={title}
        value={choice.dataset ?? ''}
        onChange={({ target }) =>
          onChange({ ...choice, dataset: datasets.find(({ id }) => id === Number(target.value))?.id ?? null })
        }
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
        label={`Part of the ${title.toLowerCase()}`}
        value={choice.split ?? 'all'}
        onChange={({ target }) =>
          onChange({ ...choice, split: datasetSplits.find((split) => split === target.value) ?? null })
        }
      >
        <MenuItem value="all">all of it</MenuItem>
        {datasetSplits.map((split) => (
          <MenuItem key={split} value={split}>
            {split}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
}

/** What this site asks of a candidate; both sets are held to what they are at this moment. */
export function GateDialog({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const { data: datasets = [] } = useQuery(operations.datasets.list.queryOptions());
  const [frozen, setFrozen] = useState<SetChoice>(role.gate?.frozen ?? { dataset: null, split: 'test' });
  const [validation, setValidation] = useState<SetChoice>(role.gate?.validation ?? { dataset: null, split: 'val' });
  const [numbers, setNumbers] = useState<Numbers>(role.gate ?? usual);
  const set = useMutation(operations.registry.setGate.mutationOptions({ onSuccess: onClose }));
  const isSound =
    frozen.dataset !== null &&
    validation.dataset !== null &&
    numbers.targetSensitivity > 0 &&
    fields.every(({ name }) => numbers[name] >= 0 && numbers[name] <= 1);
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
      <DialogTitle>Gate for {role.id}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Typography variant="body2" color="textSecondary">
          A candidate is measured on the frozen set, which no model may have learnt from. Its threshold is chosen on the
          validation set, of other patients. Both are held to what they are now: when an image or a label changes, the
          gate has to be set again.
        </Typography>
        {datasets.length === 0 && <Typography>No dataset is registered yet: add one on the Data page.</Typography>}
        <SetFields title="Frozen set" datasets={datasets} choice={frozen} onChange={setFrozen} />
        <SetFields title="Validation set" datasets={datasets} choice={validation} onChange={setValidation} />
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
          {fields.map(({ name, title, help }) => (
            <TextField
              key={name}
              size="small"
              type="number"
              label={title}
              helperText={help}
              value={numbers[name]}
              onChange={({ target }) => setNumbers({ ...numbers, [name]: Number(target.value) })}
              slotProps={{ htmlInput: { min: 0, max: 1, step: 0.01 } }}
            />
          ))}
        </Box>
        {set.error !== null && <FaultNotice error={set.error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={!isSound} loading={set.isPending} onClick={save}>
          Set the gate
        </Button>
      </DialogActions>
    </Dialog>
  );
}

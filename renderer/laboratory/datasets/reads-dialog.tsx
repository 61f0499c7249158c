import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { DatasetSource } from '../../../main/domain/datasets/dataset.ts';
import { canScreen } from '../../../main/domain/models/model-card.ts';
import { operations } from '../../shared/client/client.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';

interface ReadsDialogProps {
  readonly onClose: () => void;
  readonly onChoose: (source: DatasetSource) => void;
}

interface Choice {
  readonly card: InstalledCard;
  readonly label: string;
}

/** Each finding that some model has an operating point for. */
const choicesOf = (cards: readonly InstalledCard[]): readonly Choice[] =>
  cards
    .filter(canScreen)
    .flatMap((card) => [...new Set(card.operatingPoints.map(({ label }) => label))].map((label) => ({ card, label })));

/** Which reads become a dataset. */
export function ReadsDialog({ onClose, onChoose }: ReadsDialogProps) {
  const { data: choices = [], error } = useQuery(operations.models.list.queryOptions({ select: choicesOf }));
  const [chosen, setChosen] = useState(0);
  const [since, setSince] = useState('');
  const choice = choices[chosen];
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="reads-dialog-title">
      <DialogTitle id="reads-dialog-title" component="h2" sx={{ pb: 1 }}>
        A dataset of confirmed reads
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="body2" color="textSecondary">
          Where a reader agreed, the model’s finding becomes the label; where not, its opposite. Cases on which readers
          differ are left out.
        </Typography>
        {error !== null && <FaultNotice error={error} />}
        <TextField
          select
          size="small"
          label="Finding"
          value={choices.length === 0 ? '' : String(chosen)}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {choices.map(({ card, label }, place) => (
            <MenuItem key={`${card.id} ${label}`} value={String(place)}>
              {formatLabel(label)}, by {card.title}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          size="small"
          type="date"
          label="Reads since"
          helperText="All when left empty"
          value={since}
          onChange={(event) => setSince(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          disabled={choice === undefined}
          onClick={() =>
            choice !== undefined &&
            onChoose({ kind: 'reads', model: choice.card.id, label: choice.label, since: since === '' ? null : since })
          }
        >
          Add and audit
        </Button>
      </DialogActions>
    </Dialog>
  );
}

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
import { useTranslation } from 'react-i18next';
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

/** Chooses the reads that become a dataset. */
export function ReadsDialog({ onClose, onChoose }: ReadsDialogProps) {
  const { t } = useTranslation(['datasets', 'common']);
  const { data: choices = [], error } = useQuery(operations.models.list.queryOptions({ select: choicesOf }));
  const [chosen, setChosen] = useState(0);
  const [since, setSince] = useState('');
  const choice = choices[chosen];
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="reads-dialog-title">
      <DialogTitle id="reads-dialog-title" component="h2" sx={{ pb: 1 }}>
        {t('reads.title')}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="body2" color="textSecondary">
          {t('reads.how')}
        </Typography>
        {error !== null && <FaultNotice error={error} />}
        <TextField
          select
          size="small"
          label={t('reads.finding')}
          value={choices.length === 0 ? '' : String(chosen)}
          onChange={(event) => setChosen(Number(event.target.value))}
        >
          {choices.map(({ card, label }, place) => (
            <MenuItem key={`${card.id} ${label}`} value={String(place)}>
              {t('reads.choice', { label: formatLabel(label), model: card.title })}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          size="small"
          type="date"
          label={t('reads.since')}
          helperText={t('reads.sinceHint')}
          value={since}
          onChange={(event) => setSince(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={choice === undefined}
          onClick={() =>
            choice !== undefined &&
            onChoose({ kind: 'reads', model: choice.card.id, label: choice.label, since: since === '' ? null : since })
          }
        >
          {t('reads.add')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

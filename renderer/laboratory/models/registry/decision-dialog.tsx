import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { t } from '../../../shared/messages/messages.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';

interface DecisionDialogProps {
  readonly title: string;
  /** Sentences that say what will happen. */
  readonly sentences: readonly string[];
  readonly action: string;
  /** Fewest letters of the reason. */
  readonly reasonLength: number;
  readonly reasonTitle: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onDecide: (reason: string) => void;
  readonly onClose: () => void;
}

/** Tells the consequences of a decision before it is made, and takes the reason that goes into the log. */
export function DecisionDialog({
  title,
  sentences,
  action,
  reasonLength,
  reasonTitle,
  isPending,
  error,
  onDecide,
  onClose,
}: DecisionDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {sentences.map((sentence) => (
          <Typography key={sentence}>{sentence}</Typography>
        ))}
        <TextField
          size="small"
          multiline
          minRows={2}
          label={reasonTitle}
          helperText={reasonLength === 0 ? undefined : t('models:reasonTooShort', { count: reasonLength })}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          slotProps={{ htmlInput: { maxLength: 2000 } }}
        />
        {error !== null && <FaultNotice error={error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={reason.trim().length < reasonLength}
          loading={isPending}
          onClick={() => onDecide(reason.trim())}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

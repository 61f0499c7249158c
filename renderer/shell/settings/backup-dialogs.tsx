import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Switch,
  TextField,
  Typography,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupOverview } from '../../../main/contract/backups.ts';
import type { Backup } from '../../../main/domain/backup.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { formatTime } from '../../shared/format/format.ts';
import { keepOverview } from './keep-overview.ts';

interface QuestionProps {
  readonly title: string;
  readonly confirm: string;
  readonly canConfirm: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Question({ title, confirm, canConfirm, isPending, error, onConfirm, onClose, children }: QuestionProps) {
  const { t } = useTranslation('common');
  const id = useId();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canConfirm) onConfirm();
        }}
      >
        <DialogTitle id={id} component="h2" sx={{ pb: 1 }}>
          {title}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          {error !== null && <FaultNotice error={error} />}
          {children}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!canConfirm} loading={isPending}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
}

function PassphraseField({ label, value, onChange, fault }: PassphraseFieldProps) {
  return (
    <TextField
      size="small"
      type="password"
      label={label}
      value={value}
      error={fault !== undefined}
      helperText={fault}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { maxLength: 1000, autoComplete: 'off' } }}
    />
  );
}

/** Keeps what the operation answers with, and closes the dialog. */
const andClose = (onClose: () => void) => (overview: BackupOverview) => {
  keepOverview(overview);
  onClose();
};

export function MakeBackupDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const [isEncrypted, setEncrypted] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const make = useMutation(operations.backups.make.mutationOptions({ onSuccess: andClose(onClose) }));
  const areSame = passphrase === again;
  return (
    <Question
      title={t('backups.makeTitle')}
      confirm={t('backups.makeConfirm')}
      canConfirm={!isEncrypted || (passphrase !== '' && areSame)}
      isPending={make.isPending}
      error={make.error}
      onConfirm={() => make.mutate(isEncrypted ? { passphrase } : {})}
      onClose={onClose}
    >
      <FormControlLabel
        control={<Switch size="small" checked={isEncrypted} onChange={(_, isOn) => setEncrypted(isOn)} />}
        label={t('backups.encrypt')}
      />
      <Typography variant="body2" color="textSecondary">
        {t('backups.encryptHelp')}
      </Typography>
      {isEncrypted && (
        <>
          <PassphraseField label={t('backups.passphrase')} value={passphrase} onChange={setPassphrase} />
          <PassphraseField
            label={t('backups.passphraseAgain')}
            value={again}
            onChange={setAgain}
            fault={again !== '' && !areSame ? t('backups.passphrasesDiffer') : undefined}
          />
        </>
      )}
    </Question>
  );
}

export function RestoreDialog({ backup, onClose }: { readonly backup: Backup; readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const [passphrase, setPassphrase] = useState('');
  const restore = useMutation(operations.backups.restore.mutationOptions({ onSuccess: andClose(onClose) }));
  const { name, madeAt, isEncrypted } = backup;
  return (
    <Question
      title={t('backups.restoreTitle', { time: formatTime(madeAt) })}
      confirm={t('backups.restoreConfirm')}
      canConfirm={!isEncrypted || passphrase !== ''}
      isPending={restore.isPending}
      error={restore.error}
      onConfirm={() => restore.mutate(isEncrypted ? { name, passphrase } : { name })}
      onClose={onClose}
    >
      <Typography>{t('backups.restoreWhat')}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('backups.restoreWhen')}
      </Typography>
      {isEncrypted && <PassphraseField label={t('backups.passphrase')} value={passphrase} onChange={setPassphrase} />}
    </Question>
  );
}

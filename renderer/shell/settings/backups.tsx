import { Alert, Box, Button, FormControlLabel, Switch, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { BackupOverview } from '../../../main/contract/backups.ts';
import type { Backup, BackupSchedule } from '../../../main/domain/backup.ts';
import { operations } from '../../shared/client/client.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { formatBytes, formatTime } from '../../shared/format/format.ts';
import { MakeBackupDialog, RestoreDialog } from './backup-dialogs.tsx';
import { keepOverview } from './keep-overview.ts';
import { SettingsSection } from './settings-section.tsx';

/** Backups of the casebook: those there are, the schedule, and what can be done. */
export function Backups() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery(operations.backups.overview.queryOptions());
  return (
    <SettingsSection title={t('backups.title')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Overview overview={data} />}
    </SettingsSection>
  );
}

function Overview({ overview }: { readonly overview: BackupOverview }) {
  const { t } = useTranslation('settings');
  const [asked, setAsked] = useState<Backup | 'make' | null>(null);
  const { folder, backups, schedule, fault, isRestoreReady } = overview;
  return (
    <>
      {isRestoreReady && <RestoreReady />}
      {fault !== null && (
        <Alert severity="warning">
          {t('backups.failed')} {messageSentence(fault)}
        </Alert>
      )}
      <Typography>{t('backups.what')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        <Trans ns="settings" i18nKey="backups.where" values={{ folder }} components={{ code: <code /> }} />
      </Typography>
      <Schedule key={JSON.stringify(schedule)} schedule={schedule} />
      <Box>
        <Button variant="outlined" onClick={() => setAsked('make')}>
          {t('backups.make')}
        </Button>
      </Box>
      {backups.length === 0 ? (
        <Typography color="textSecondary">{t('backups.none')}</Typography>
      ) : (
        <BackupTable backups={backups} onRestore={setAsked} />
      )}
      {asked === 'make' && <MakeBackupDialog onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'make' && <RestoreDialog backup={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function RestoreReady() {
  const { t } = useTranslation('settings');
  const cancel = useMutation(operations.backups.cancelRestore.mutationOptions({ onSuccess: keepOverview }));
  return (
    <>
      {cancel.error !== null && <FaultNotice error={cancel.error} />}
      <Alert
        severity="info"
        action={
          <Button
            color="inherit"
            size="small"
            sx={{ whiteSpace: 'nowrap' }}
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined)}
          >
            {t('backups.keepCasebook')}
          </Button>
        }
      >
        {t('backups.ready')}
      </Alert>
    </>
  );
}

/** Saved as it is changed, the number when it is left. */
function Schedule({ schedule }: { readonly schedule: BackupSchedule }) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState(String(schedule.keep));
  const save = useMutation(operations.backups.setSchedule.mutationOptions({ onSuccess: keepOverview }));
  const keep = Number(typed);
  const isPossible = Number.isInteger(keep) && keep >= 1 && keep <= 365;
  const saveKeep = (): void => {
    if (isPossible && keep !== schedule.keep) save.mutate({ ...schedule, keep });
  };
  return (
    <>
      {save.error !== null && <FaultNotice error={save.error} />}
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={schedule.isDaily}
            onChange={(_, isDaily) => save.mutate({ ...schedule, isDaily })}
          />
        }
        label={t('backups.isDaily')}
      />
      <TextField
        size="small"
        type="number"
        label={t('backups.keep')}
        value={typed}
        error={!isPossible}
        disabled={!schedule.isDaily}
        helperText={t('backups.keepHelp')}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={saveKeep}
        onKeyDown={({ key }) => key === 'Enter' && saveKeep()}
        slotProps={{ htmlInput: { min: 1, max: 365 } }}
        sx={{ maxWidth: 360 }}
      />
    </>
  );
}

interface BackupTableProps {
  readonly backups: readonly Backup[];
  readonly onRestore: (backup: Backup) => void;
}

function BackupTable({ backups, onRestore }: BackupTableProps) {
  const { t } = useTranslation('settings');
  return (
    <Box sx={{ maxHeight: 360, overflowY: 'auto' }}>
      <DataTable
        caption={t('backups.list')}
        columns={[
          { title: t('backups.made') },
          { title: t('backups.kind') },
          { title: t('backups.size'), isNumber: true },
          { title: t('backups.version'), isNumber: true },
          { title: t('backups.encrypted') },
          { title: t('backups.action') },
        ]}
        rows={backups.map((backup) => ({
          id: backup.name,
          cells: [
            <span key="made" title={backup.path}>
              {formatTime(backup.madeAt)}
            </span>,
            t(`backups.kinds.${backup.reason}`),
            formatBytes(backup.bytes),
            backup.version ?? t('backups.unknownVersion'),
            t(backup.isEncrypted ? 'backups.isEncrypted' : 'backups.isPlain'),
            <Button
              key="restore"
              size="small"
              sx={{ px: 0.5, mx: -0.5 }}
              aria-label={t('backups.restoreNamed', { time: formatTime(backup.madeAt) })}
              onClick={() => onRestore(backup)}
            >
              {t('backups.restore')}
            </Button>,
          ],
        }))}
      />
    </Box>
  );
}

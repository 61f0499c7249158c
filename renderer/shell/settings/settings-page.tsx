import { Box, FormControlLabel, MenuItem, Switch, TextField, Typography, useColorScheme } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { preferences } from '../../shared/preferences/preferences.ts';
import { Backups } from './backups.tsx';
import { ReaderName } from './reader-name.tsx';
import { ReadingLimits } from './reading-limits.tsx';
import { SettingsSection } from './settings-section.tsx';
import { UnknownPatients } from './unknown-patients.tsx';

/** Formats to choose from: the common ways to write a date; the browser's own stands first. */
const locales = ['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-BR', 'nl-NL', 'sv-SE', 'pl-PL', 'ja-JP'];

/** Dates and numbers as the locale writes them, to choose by. */
function exampleOf(locale: string | undefined): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(2026, 10, 30));
  return `${date} · ${new Intl.NumberFormat(locale).format(12_345)}`;
}

function Appearance() {
  const { t } = useTranslation('settings');
  const { mode, setMode } = useColorScheme();
  const kept = preferences.use();
  return (
    <SettingsSection title={t('appearance')}>
      <TextField
        select
        size="small"
        label={t('theme')}
        value={mode ?? 'dark'}
        onChange={({ target }) => setMode(target.value as 'dark' | 'light' | 'system')}
        sx={{ maxWidth: 360 }}
      >
        <MenuItem value="dark">{t('dark')}</MenuItem>
        <MenuItem value="light">{t('light')}</MenuItem>
        <MenuItem value="system">{t('system')}</MenuItem>
      </TextField>
      <TextField
        select
        size="small"
        label={t('format')}
        value={kept.locale ?? ''}
        onChange={({ target }) => preferences.set({ ...kept, locale: target.value === '' ? null : target.value })}
        helperText={t('formatHelp')}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        sx={{ maxWidth: 360 }}
      >
        <MenuItem value="">{t('browserFormat', { example: exampleOf(undefined) })}</MenuItem>
        {locales.map((locale) => (
          <MenuItem key={locale} value={locale}>
            {exampleOf(locale)} ({locale})
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={!kept.isLaboratoryHidden}
            onChange={(_, isShown) => preferences.set({ ...kept, isLaboratoryHidden: !isShown })}
          />
        }
        label={t('showLaboratory')}
      />
    </SettingsSection>
  );
}

/** The folders that the pages may read, and how to add one; a desktop window asks the system instead. */
function Folders() {
  const { t } = useTranslation('settings');
  const { data: status } = useQuery(operations.system.status.queryOptions());
  const { data: roots, error, refetch } = useQuery(operations.files.roots.queryOptions());
  return (
    <SettingsSection title={t('folders')}>
      {error !== null && <FaultNotice error={error} onRetry={() => void refetch()} />}
      {status?.hasNativeFiles === true && <Typography>{t('allFolders')}</Typography>}
      {status?.hasNativeFiles === false && (
        <>
          <Typography>{t('readableFolders')}</Typography>
          <Box component="ul" aria-label={t('folders')} sx={{ m: 0, pl: 2.5, overflowWrap: 'anywhere' }}>
            {roots?.map((root) => (
              <li key={root}>
                <code>{root}</code>
              </li>
            ))}
          </Box>
          <Typography variant="body2" color="textSecondary">
            <Trans ns="settings" i18nKey="addFolder" components={{ code: <code /> }} />
          </Typography>
        </>
      )}
    </SettingsSection>
  );
}

/** Who reads, how the pages look, which folders may be read, how much a file may need, and what if the casebook is lost. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  return (
    <Box tabIndex={0} sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}>
      <Box sx={{ maxWidth: 760, mx: 'auto', p: 3, display: 'grid', gap: 2.5 }}>
        <Typography component="h1" variant="h1">
          {t('settings')}
        </Typography>
        <SettingsSection title={t('reader')}>
          <ReaderName />
        </SettingsSection>
        <Appearance />
        <Folders />
        <UnknownPatients />
        <ReadingLimits />
        <Backups />
      </Box>
    </Box>
  );
}

import Undo from '@mui/icons-material/Undo';
import { Box, FormControlLabel, IconButton, MenuItem, Switch, TextField, Tooltip } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  choiceText,
  settingHelp,
  settingTitle,
  type SettingTranslate,
} from '../../../../main/contract/messages/setting-texts.ts';
import type { SettingField } from '../../../../main/contract/training-settings/setting-fields.ts';
import { parseSetting, textOf } from './setting-text.ts';

interface SettingControlProps {
  readonly field: SettingField;
  /** As it stands: the person's, the recipe's, the network's own or the default. */
  readonly value: unknown;
  readonly isOwn: boolean;
  /** Undefined takes the person's value back. */
  readonly onChange: (value: unknown) => void;
}

/** The standard term, with its unit. */
function labelOf(t: SettingTranslate, { name, unit }: SettingField): string {
  return unit === null ? settingTitle(t, name) : `${settingTitle(t, name)} (${t(`trainingSettings:units.${unit}`)})`;
}

function Choice({ field, value, onChange }: SettingControlProps) {
  const { t } = useTranslation(['training', 'trainingSettings']);
  // The command line takes class weights as numbers; the page shows them and offers the choices.
  const isListed = field.choices.some((choice) => choice === value);
  const shown = isListed ? String(value) : textOf(value);
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={labelOf(t, field)}
      value={shown}
      onChange={({ target }) => onChange(field.choices.find((choice) => String(choice) === target.value))}
    >
      {!isListed && <MenuItem value={shown}>{shown}</MenuItem>}
      {field.choices.map((choice) => (
        <MenuItem key={choice} value={String(choice)}>
          {choiceText(t, field, choice)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Typed({ field, value, onChange }: SettingControlProps) {
  const { t } = useTranslation(['training', 'trainingSettings']);
  // What is being typed, until the field is left: `1e` is on the way to `1e-3`.
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? null : parseSetting(typed, field);
  const fault = parsed !== null && 'fault' in parsed ? parsed.fault : null;
  return (
    <TextField
      fullWidth
      size="small"
      label={labelOf(t, field)}
      value={typed ?? textOf(value)}
      placeholder={field.whenEmpty === null ? undefined : t(`trainingSettings:empty.${field.whenEmpty}`)}
      error={fault !== null}
      helperText={fault && t(`setting.${fault.key}`, { minimum: fault.minimum ?? '', maximum: fault.maximum ?? '' })}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { inputMode: field.kind === 'text' ? 'text' : 'decimal' } }}
      onChange={({ target }) => {
        setTyped(target.value);
        const now = parseSetting(target.value, field);
        if ('value' in now) onChange(now.value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** One setting with its help; what the person changed is marked and can be taken back. */
export function SettingControl(props: SettingControlProps) {
  const { field, value, isOwn, onChange } = props;
  const { t } = useTranslation(['training', 'trainingSettings']);
  return (
    <Box sx={{ minWidth: 0 }} data-setting={field.name}>
      <Box sx={{ display: 'flex', alignItems: 'start', gap: 0.5 }}>
        {field.kind === 'switch' ? (
          <FormControlLabel
            sx={{ flex: 1, mr: 0, minHeight: 40 }}
            control={<Switch size="small" checked={value === true} onChange={(_, isOn) => onChange(isOn)} />}
            label={labelOf(t, field)}
          />
        ) : field.kind === 'choice' ? (
          <Choice {...props} />
        ) : (
          <Typed {...props} />
        )}
        {isOwn && (
          <Tooltip title={t('takeBack')}>
            <IconButton
              size="small"
              aria-label={t('takeBackOf', { setting: settingTitle(t, field.name) })}
              onClick={() => onChange(undefined)}
            >
              <Undo sx={{ fontSize: 16 }} />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', mt: 0.25, lineHeight: 1.35 }}>
        {settingHelp(t, field.name)}
      </Box>
    </Box>
  );
}

import { Box, Button, InputAdornment, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState, type Dispatch } from 'react';
import type { RatesAtThreshold } from '../../../main/domain/evaluation/report.ts';
import type { Resamples } from '../../../main/domain/statistics/resamples.ts';
import { ratesAtSensitivity } from '../../../main/domain/evaluation/thresholds.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import type { Exploration, ExplorationAction } from './exploration.ts';
import type { FindingEntries } from './finding-entries.ts';

export interface Preset {
  /** With the threshold. */
  readonly title: string;
  readonly threshold: number;
}

interface ThresholdBarProps {
  readonly presets: readonly Preset[];
  readonly cases: FindingEntries;
  readonly resamples: Resamples;
  readonly state: Exploration;
  readonly dispatch: Dispatch<ExplorationAction>;
}

/** Percent as it was typed, as a share; null for anything else. */
function shareOf(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'));
  return value >= 0 && value <= 100 ? value / 100 : null;
}

const percentSign = { input: { endAdornment: <InputAdornment position="end">%</InputAdornment> } };
const field = { width: 84, '& input': { py: 0.75, fontSize: '0.8125rem' } } as const;

/** By presets, by a number, or by the sensitivity that is wanted. */
export function ThresholdBar({ presets, cases, resamples, state, dispatch }: ThresholdBarProps) {
  const [wanted, setWanted] = useState('95');
  const [found, setFound] = useState<RatesAtThreshold | null>(null);
  const [prevalence, setPrevalence] = useState('');
  const chosenPreset = presets.findIndex(({ threshold }) => threshold === state.threshold);
  const sensitivity = shareOf(wanted);
  const canFind = sensitivity !== null && sensitivity > 0 && cases.positives.includes(true);
  const find = (): void => {
    const rates = canFind ? ratesAtSensitivity(cases, sensitivity, resamples) : null;
    setFound(rates);
    if (rates !== null) dispatch({ type: 'thresholdMoved', threshold: rates.threshold });
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2.5, rowGap: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="h3" component="h2">
          {t('evaluation:threshold')}
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label={t('evaluation:threshold')}
          value={chosenPreset < 0 ? 'chosen' : String(chosenPreset)}
          onChange={(_, value: string | null) => {
            const preset = presets[Number(value)];
            dispatch({ type: 'presetChosen', threshold: preset?.threshold ?? state.chosen });
          }}
        >
          {presets.map(({ title }, place) => (
            <ToggleButton key={title} value={String(place)} sx={{ px: 1.25, py: 0.5, textTransform: 'none' }}>
              {title}
            </ToggleButton>
          ))}
          <ToggleButton value="chosen" sx={{ px: 1.25, py: 0.5, textTransform: 'none' }}>
            {t('evaluation:presetOwn', { threshold: formatProbability(state.chosen) })}
          </ToggleButton>
        </ToggleButtonGroup>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography id="stated-prevalence" variant="body2">
          {t('evaluation:prevalence')}
        </Typography>
        <TextField
          size="small"
          value={prevalence}
          placeholder={t('evaluation:prevalenceHere')}
          error={prevalence !== '' && shareOf(prevalence) === null}
          onChange={(event) => {
            setPrevalence(event.target.value);
            dispatch({ type: 'prevalenceStated', prevalence: shareOf(event.target.value) });
          }}
          slotProps={{ ...percentSign, htmlInput: { 'aria-labelledby': 'stated-prevalence', inputMode: 'decimal' } }}
          sx={{ ...field, width: 108 }}
        />
      </Box>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
        sx={{ display: 'flex', alignItems: 'center', gap: 1 }}
      >
        <Typography id="wanted-sensitivity" variant="body2">
          {t('evaluation:sensitivityAtLeast')}
        </Typography>
        <TextField
          size="small"
          value={wanted}
          error={sensitivity === null}
          onChange={(event) => setWanted(event.target.value)}
          slotProps={{ ...percentSign, htmlInput: { 'aria-labelledby': 'wanted-sensitivity', inputMode: 'decimal' } }}
          sx={field}
        />
        <Button type="submit" size="small" variant="outlined" disabled={!canFind}>
          {t('evaluation:findThreshold')}
        </Button>
        {found !== null && found.threshold === state.threshold && <Found rates={found} />}
      </Box>
    </Box>
  );
}

/** The threshold that was found, and how far another sample of patients would move it. */
function Found({ rates: { threshold, thresholdInterval } }: { readonly rates: RatesAtThreshold }) {
  return (
    <Typography variant="body2" role="status" title={t('evaluation:foundThreshold')} sx={{ whiteSpace: 'nowrap' }}>
      {threshold.toFixed(3)}
      {thresholdInterval !== null && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {' '}
          ({thresholdInterval[0].toFixed(3)}–{thresholdInterval[1].toFixed(3)})
        </Box>
      )}
    </Typography>
  );
}

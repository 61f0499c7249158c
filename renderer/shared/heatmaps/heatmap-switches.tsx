import { Box, FormControlLabel, LinearProgress, Slider, Switch, Typography } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../format/format.ts';

interface HeatmapSwitchesProps {
  readonly isOn: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  readonly isLoading: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onOpacity: (opacity: number) => void;
  /** Stands between the switch and the opacity. */
  readonly children?: ReactNode;
}

/** The heatmap's switch and opacity, and the progress while one is made. */
export function HeatmapSwitches({ isOn, opacity, isLoading, onSwitch, onOpacity, children }: HeatmapSwitchesProps) {
  const { t } = useTranslation('heatmaps');
  const label = useId();
  return (
    <>
      <FormControlLabel
        control={<Switch size="small" checked={isOn} onChange={(_, isNowOn) => onSwitch(isNowOn)} />}
        label={t('show')}
        sx={{ minHeight: 32 }}
      />
      {children}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr auto', alignItems: 'center', columnGap: 2 }}>
        <Typography id={label} variant="body2">
          {t('opacity')}
        </Typography>
        <Slider
          size="small"
          aria-labelledby={label}
          min={5}
          max={100}
          step={5}
          value={Math.round(opacity * 100)}
          disabled={!isOn}
          getAriaValueText={(value) => formatPercent(value / 100)}
          onChange={(_, value) => onOpacity(Number(value) / 100)}
        />
        <Typography variant="body2" sx={{ minWidth: 40, textAlign: 'right' }}>
          {formatPercent(opacity)}
        </Typography>
      </Box>
      <Box sx={{ minHeight: 4 }}>{isLoading && <LinearProgress aria-label={t('making')} color="inherit" />}</Box>
    </>
  );
}

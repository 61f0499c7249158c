import { Box, FormControlLabel, LinearProgress, Slider, Switch, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatPercent } from '../../shared/format/format.ts';
import { KeyCap } from '../../shared/keyboard/key-cap.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import { t } from '../../shared/messages/messages.ts';
import type { HeatmapControls } from './use-heatmap-controls.ts';

interface HeatmapPanelProps {
  readonly controls: HeatmapControls;
  readonly isLoading: boolean;
  /** The choice of the method, and notes on the map. */
  readonly children: ReactNode;
}

/** The heatmap's switch and strength. */
export function HeatmapPanel({ controls, isLoading, children }: HeatmapPanelProps) {
  return (
    <PanelSection title={t('entries:heatmap')} voice="machine">
      <FormControlLabel
        control={<Switch size="small" checked={controls.isOn} onChange={(_, isOn) => controls.setOn(isOn)} />}
        label={t('entries:showHeatmap')}
        sx={{ minHeight: 32 }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr auto', alignItems: 'center', columnGap: 2 }}>
        <Typography id="case-heatmap-opacity" variant="body2">
          {t('entries:opacity')}
        </Typography>
        <Slider
          size="small"
          aria-labelledby="case-heatmap-opacity"
          min={5}
          max={100}
          step={5}
          value={Math.round(controls.opacity * 100)}
          disabled={!controls.isOn}
          onChange={(_, value) => controls.setOpacity(Number(value) / 100)}
        />
        <Typography variant="body2" sx={{ minWidth: 40, textAlign: 'right' }}>
          {formatPercent(controls.opacity)}
        </Typography>
      </Box>
      <Box sx={{ minHeight: 4 }}>
        {isLoading && <LinearProgress aria-label={t('entries:makingHeatmap')} color="inherit" />}
      </Box>
      {children}
      <Typography variant="caption" color="textSecondary">
        <KeyCap name="h" /> {t('entries:onAndOff')} · <KeyCap name=" " /> {t('entries:holdToCompare')} ·{' '}
        {t('entries:zoomAndMove')}
      </Typography>
    </PanelSection>
  );
}

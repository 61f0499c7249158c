import { Box, FormControlLabel, LinearProgress, Slider, Switch, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { KeyCap } from '../../shared/keyboard/key-cap.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { HeatmapControls } from './use-heatmap-controls.ts';

interface HeatmapPanelProps {
  readonly controls: HeatmapControls;
  readonly isLoading: boolean;
  /** The choice of the method, and what is to be said of the map. */
  readonly children: ReactNode;
}

/** What the models looked at: on and off, and how strong. */
export function HeatmapPanel({ controls, isLoading, children }: HeatmapPanelProps) {
  return (
    <PanelSection title="Heatmap" voice="machine">
      <FormControlLabel
        control={<Switch size="small" checked={controls.isOn} onChange={(_, isOn) => controls.setOn(isOn)} />}
        label="Show where the model looked"
        sx={{ minHeight: 32 }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr auto', alignItems: 'center', columnGap: 2 }}>
        <Typography id="case-heatmap-opacity" variant="body2">
          Opacity
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
          {Math.round(controls.opacity * 100)} %
        </Typography>
      </Box>
      <Box sx={{ minHeight: 4 }}>{isLoading && <LinearProgress aria-label="Making the heatmap" color="inherit" />}</Box>
      {children}
      <Typography variant="caption" color="textSecondary">
        <KeyCap name="h" /> on and off · hold <KeyCap name=" " /> to compare · wheel and drag: zoom and move
      </Typography>
    </PanelSection>
  );
}

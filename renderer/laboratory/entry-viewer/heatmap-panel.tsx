import { Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { HeatmapSwitches } from '../../shared/heatmaps/heatmap-switches.tsx';
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
      <HeatmapSwitches
        isOn={controls.isOn}
        opacity={controls.opacity}
        isLoading={isLoading}
        onSwitch={controls.setOn}
        onOpacity={controls.setOpacity}
      />
      {children}
      <Typography variant="caption" color="textSecondary">
        <KeyCap name="h" /> {t('entries:onAndOff')} · <KeyCap name=" " /> {t('entries:holdToCompare')} ·{' '}
        {t('entries:zoomAndMove')}
      </Typography>
    </PanelSection>
  );
}

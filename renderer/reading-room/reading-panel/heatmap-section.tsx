import { Box, Typography } from '@mui/material';
import type { Dispatch } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Heatmap } from '../../../main/contract/images.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { SaliencyCheckMark } from '../../shared/heatmaps/saliency-check-mark.tsx';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { KeyCap } from '../../shared/keyboard/key-cap.tsx';
import { hasHeat } from '../../shared/heatmaps/heatmap-raster.ts';
import { HeatmapSwitches } from '../../shared/heatmaps/heatmap-switches.tsx';
import { MethodSelect } from '../../shared/heatmaps/method-select.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import type { MethodChoice } from '../../shared/heatmaps/use-methods.ts';

interface HeatmapSectionProps {
  /** The model whose finding it is. */
  readonly model: ModelId;
  /** False when the finding is not that of the installed model. */
  readonly isPossible: boolean;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly choice: MethodChoice;
  readonly heatmap: Heatmap | undefined;
  readonly isLoading: boolean;
  readonly error: Error | null;
}

/** The heatmap of the chosen finding: on and off, method, opacity. */
export function HeatmapSection({
  model,
  isPossible,
  state,
  dispatch,
  choice,
  heatmap,
  isLoading,
  error,
}: HeatmapSectionProps) {
  const { t } = useTranslation('reading');
  if (!isPossible)
    return (
      <PanelSection title={t('heatmap')} voice="machine">
        <Typography variant="body2">{t('heatmapOfInstalledOnly')}</Typography>
      </PanelSection>
    );
  const isEmpty = heatmap !== undefined && !hasHeat(heatmap);
  return (
    <PanelSection title={t('heatmap')} voice="machine">
      <HeatmapSwitches
        isOn={state.isHeatmapOn}
        opacity={state.opacity}
        isLoading={isLoading}
        onSwitch={() => dispatch({ type: 'heatmapToggled' })}
        onOpacity={(opacity) => dispatch({ type: 'opacityChanged', opacity })}
      >
        <Box sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', alignItems: 'center', columnGap: 2 }}>
          <Typography id="heatmap-method" variant="body2">
            {t('method')}
          </Typography>
          <MethodSelect
            model={model}
            choice={choice}
            labelledBy="heatmap-method"
            isDisabled={!state.isHeatmapOn}
            onChoose={(method) => dispatch({ type: 'methodChosen', method })}
          />
        </Box>
      </HeatmapSwitches>
      {error !== null && <FaultNotice error={error} />}
      {heatmap !== undefined && heatmap.fallback !== null && state.isHeatmapOn && (
        <Typography variant="body2">{messageSentence(heatmap.fallback)}</Typography>
      )}
      {state.isHeatmapOn && <SaliencyCheckMark model={model} method={heatmap?.method ?? choice.chosen} />}
      {isEmpty && state.isHeatmapOn && <Typography variant="body2">{t('noHeat')}</Typography>}
      <Typography variant="caption" color="textSecondary">
        <Trans
          ns="reading"
          i18nKey="heatmapKeys"
          components={{ k1: <KeyCap name="h" />, k2: <KeyCap name=" " />, k3: <KeyCap name="g" /> }}
        />
      </Typography>
    </PanelSection>
  );
}

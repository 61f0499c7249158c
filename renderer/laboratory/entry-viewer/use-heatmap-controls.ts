import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';

export interface HeatmapControls {
  readonly isOn: boolean;
  /** 0 to 1. */
  readonly opacity: number;
  /** Null for each model's usual one. */
  readonly method: HeatmapMethod | null;
  /** False while it is off, or the key to compare is held. */
  readonly isVisible: boolean;
  setOn(isOn: boolean): void;
  setOpacity(opacity: number): void;
  setMethod(method: HeatmapMethod | null): void;
}

/** On and off, how strong, and without it while a key is held: the same keys as on the Read page. */
export function useHeatmapControls(): HeatmapControls {
  const { t } = useTranslation('entries');
  const [isOn, setOn] = useState(true);
  const [opacity, setOpacity] = useState(0.55);
  const [method, setMethod] = useState<HeatmapMethod | null>(null);
  const [isHeld, setHeld] = useState(false);
  useShortcuts(t('heatmap'), [
    { keys: ['h'], does: t('toggleHeatmap'), press: () => setOn(!isOn) },
    {
      keys: [' '],
      does: t('hideHeatmap'),
      press: () => setHeld(true),
      release: () => setHeld(false),
    },
  ]);
  return { isOn, opacity, method, isVisible: isOn && !isHeld, setOn, setOpacity, setMethod };
}

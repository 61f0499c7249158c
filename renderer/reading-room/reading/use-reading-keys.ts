import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import type { Viewer } from '../viewer/viewer.ts';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import { keyOfModelFinding, type ModelFinding } from '../reading-state/model-findings.ts';
import type { MethodChoice } from '../../shared/heatmaps/use-methods.ts';
import type { Neighbours } from './use-neighbours.ts';

interface ReadingKeys {
  readonly viewer: Viewer | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly imageCount: number;
  readonly modelFindings: readonly ModelFinding[];
  readonly modelFinding: ModelFinding | null;
  readonly choice: MethodChoice;
  readonly neighbours: Neighbours;
}

/** CSS pixels. */
const panStep = 40;
/** A share of the window's width. */
const levelStep = 0.05;
const widthStep = 1.1;
const zoomStep = 1.1;

/** Keys for what the mouse does by dragging. */
const adjustments: readonly {
  readonly keys: readonly string[];
  /** In the messages: `reading:NAME`. */
  readonly does:
    | `zoom${'In' | 'Out'}`
    | `${'higher' | 'lower'}Level`
    | `${'wider' | 'narrower'}Window`
    | `pan${'Left' | 'Right' | 'Up' | 'Down'}`;
  readonly adjust: (viewer: Viewer) => void;
}[] = [
  { keys: ['+', '='], does: 'zoomIn', adjust: (viewer) => viewer.zoomBy(zoomStep) },
  { keys: ['-'], does: 'zoomOut', adjust: (viewer) => viewer.zoomBy(1 / zoomStep) },
  { keys: ['Shift+ArrowUp'], does: 'higherLevel', adjust: (viewer) => viewer.changeWindow({ level: levelStep }) },
  { keys: ['Shift+ArrowDown'], does: 'lowerLevel', adjust: (viewer) => viewer.changeWindow({ level: -levelStep }) },
  { keys: ['Shift+ArrowRight'], does: 'widerWindow', adjust: (viewer) => viewer.changeWindow({ width: widthStep }) },
  {
    keys: ['Shift+ArrowLeft'],
    does: 'narrowerWindow',
    adjust: (viewer) => viewer.changeWindow({ width: 1 / widthStep }),
  },
  { keys: ['Ctrl+ArrowLeft'], does: 'panLeft', adjust: (viewer) => viewer.panBy(-panStep, 0) },
  { keys: ['Ctrl+ArrowRight'], does: 'panRight', adjust: (viewer) => viewer.panBy(panStep, 0) },
  { keys: ['Ctrl+ArrowUp'], does: 'panUp', adjust: (viewer) => viewer.panBy(0, -panStep) },
  { keys: ['Ctrl+ArrowDown'], does: 'panDown', adjust: (viewer) => viewer.panBy(0, panStep) },
];

/** One hand on the mouse, the other on these. */
export function useReadingKeys(reading: ReadingKeys): void {
  const { viewer, state, dispatch, imageCount, modelFindings, modelFinding, choice, neighbours } = reading;
  const { t } = useTranslation('reading');
  const navigate = useNavigate();
  const toImage = (step: number): void => {
    const index = Math.min(imageCount - 1, Math.max(0, state.imageIndex + step));
    dispatch({ type: 'imageChosen', index });
  };
  const nextFinding = (): void => {
    const place = modelFindings.findIndex(
      (one) => modelFinding !== null && keyOfModelFinding(one) === keyOfModelFinding(modelFinding),
    );
    const next = modelFindings[(place + 1) % modelFindings.length];
    if (next !== undefined) dispatch({ type: 'findingChosen', modelFinding: keyOfModelFinding(next) });
  };
  const nextMethod = (): void => {
    const { methods, chosen } = choice;
    const next = methods[(methods.indexOf(chosen!) + 1) % methods.length];
    if (next !== undefined && state.isHeatmapOn) dispatch({ type: 'methodChosen', method: next });
  };
  useShortcuts(t('keysImage'), [
    {
      keys: ['w'],
      does: t('windowKey'),
      press: () => dispatch({ type: 'toolChosen', tool: 'window' }),
    },
    { keys: ['z'], does: t('zoomKey'), press: () => dispatch({ type: 'toolChosen', tool: 'zoom' }) },
    { keys: ['p'], does: t('panKey'), press: () => dispatch({ type: 'toolChosen', tool: 'pan' }) },
    { keys: ['i'], does: t('invert'), press: () => viewer?.toggleInvert() },
    { keys: ['f'], does: t('fit'), press: () => viewer?.fit() },
    { keys: ['o'], does: t('actualPixelsKey'), press: () => viewer?.showActualPixels() },
    { keys: ['r'], does: t('reset'), press: () => viewer?.reset() },
    ...adjustments.map(({ keys, does, adjust }) => ({
      keys,
      does: t(does),
      press: () => viewer !== null && adjust(viewer),
      repeats: true as const,
    })),
    { keys: ['ArrowDown', 'PageDown'], does: t('nextImage'), press: () => toImage(1), repeats: true },
    { keys: ['ArrowUp', 'PageUp'], does: t('previousImage'), press: () => toImage(-1), repeats: true },
  ]);
  useShortcuts(t('keysSecondRead'), [
    {
      keys: ['h'],
      does: t('heatmapKey'),
      press: () => modelFinding?.isCurrent === true && dispatch({ type: 'heatmapToggled' }),
    },
    {
      keys: [' '],
      does: t('compareKey'),
      press: () => dispatch({ type: 'comparing', isHeld: true }),
      release: () => dispatch({ type: 'comparing', isHeld: false }),
    },
    {
      keys: ['['],
      does: t('fainterKey'),
      press: () => dispatch({ type: 'opacityChanged', opacity: state.opacity - 0.1 }),
      repeats: true,
    },
    {
      keys: [']'],
      does: t('strongerKey'),
      press: () => dispatch({ type: 'opacityChanged', opacity: state.opacity + 0.1 }),
      repeats: true,
    },
    { keys: ['g'], does: t('methodKey'), press: nextMethod },
    { keys: ['m'], does: t('findingKey'), press: nextFinding },
    { keys: ['s'], does: t('panelKey'), press: () => dispatch({ type: 'panelToggled' }) },
  ]);
  useShortcuts(t('keysStudy'), [
    { keys: ['j'], does: t('nextStudy'), press: () => neighbours.next?.(), repeats: true },
    { keys: ['k'], does: t('previousStudy'), press: () => neighbours.previous?.(), repeats: true },
    { keys: ['Escape'], does: t('backKey'), press: () => navigate(routes.worklist) },
  ]);
}

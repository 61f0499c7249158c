import type { Dispatch } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import type { Viewer } from '../viewer/viewer.ts';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import { keyOfClaim, type Claim } from '../reading-state/model-findings.ts';
import type { MethodChoice } from '../../shared/heatmaps/use-methods.ts';
import type { Neighbours } from './use-neighbours.ts';

interface ReadingKeys {
  readonly viewer: Viewer | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly imageCount: number;
  readonly claims: readonly Claim[];
  readonly claim: Claim | null;
  readonly choice: MethodChoice;
  readonly neighbours: Neighbours;
}

/** CSS pixels. */
const panStep = 40;
/** Of the window's width. */
const levelStep = 0.05;
const widthStep = 1.1;
const zoomStep = 1.1;

/** What the mouse does by dragging, for one who has none. */
const adjustments: readonly {
  readonly keys: readonly string[];
  readonly does: string;
  readonly adjust: (viewer: Viewer) => void;
}[] = [
  { keys: ['+', '='], does: 'Zoom in', adjust: (viewer) => viewer.zoomBy(zoomStep) },
  { keys: ['-'], does: 'Zoom out', adjust: (viewer) => viewer.zoomBy(1 / zoomStep) },
  { keys: ['Shift+ArrowUp'], does: 'Higher level', adjust: (viewer) => viewer.changeWindow({ level: levelStep }) },
  { keys: ['Shift+ArrowDown'], does: 'Lower level', adjust: (viewer) => viewer.changeWindow({ level: -levelStep }) },
  { keys: ['Shift+ArrowRight'], does: 'Wider window', adjust: (viewer) => viewer.changeWindow({ width: widthStep }) },
  {
    keys: ['Shift+ArrowLeft'],
    does: 'Narrower window',
    adjust: (viewer) => viewer.changeWindow({ width: 1 / widthStep }),
  },
  { keys: ['Ctrl+ArrowLeft'], does: 'Pan to the left', adjust: (viewer) => viewer.panBy(-panStep, 0) },
  { keys: ['Ctrl+ArrowRight'], does: 'Pan to the right', adjust: (viewer) => viewer.panBy(panStep, 0) },
  { keys: ['Ctrl+ArrowUp'], does: 'Pan up', adjust: (viewer) => viewer.panBy(0, -panStep) },
  { keys: ['Ctrl+ArrowDown'], does: 'Pan down', adjust: (viewer) => viewer.panBy(0, panStep) },
];

/** One hand on the mouse, the other on these. */
export function useReadingKeys(reading: ReadingKeys): void {
  const { viewer, state, dispatch, imageCount, claims, claim, choice, neighbours } = reading;
  const navigate = useNavigate();
  const toImage = (step: number): void => {
    const index = Math.min(imageCount - 1, Math.max(0, state.imageIndex + step));
    dispatch({ type: 'imageChosen', index });
  };
  const nextClaim = (): void => {
    const place = claims.findIndex((one) => claim !== null && keyOfClaim(one) === keyOfClaim(claim));
    const next = claims[(place + 1) % claims.length];
    if (next !== undefined) dispatch({ type: 'claimChosen', claim: keyOfClaim(next) });
  };
  const nextMethod = (): void => {
    const { methods, chosen } = choice;
    const next = methods[(methods.indexOf(chosen!) + 1) % methods.length];
    if (next !== undefined && state.isHeatmapOn) dispatch({ type: 'methodChosen', method: next });
  };
  useShortcuts('Image', [
    {
      keys: ['w'],
      does: 'Window and level with the left button',
      press: () => dispatch({ type: 'toolChosen', tool: 'window' }),
    },
    { keys: ['z'], does: 'Zoom with the left button', press: () => dispatch({ type: 'toolChosen', tool: 'zoom' }) },
    { keys: ['p'], does: 'Pan with the left button', press: () => dispatch({ type: 'toolChosen', tool: 'pan' }) },
    { keys: ['i'], does: 'Invert', press: () => viewer?.toggleInvert() },
    { keys: ['f'], does: 'Fit to window', press: () => viewer?.fit() },
    { keys: ['o'], does: 'Actual pixels, one to one', press: () => viewer?.showActualPixels() },
    { keys: ['r'], does: 'Reset', press: () => viewer?.reset() },
    ...adjustments.map(({ keys, does, adjust }) => ({
      keys,
      does,
      press: () => viewer !== null && adjust(viewer),
      repeats: true as const,
    })),
    { keys: ['ArrowDown', 'PageDown'], does: 'Next image of the study', press: () => toImage(1), repeats: true },
    { keys: ['ArrowUp', 'PageUp'], does: 'Previous image of the study', press: () => toImage(-1), repeats: true },
  ]);
  useShortcuts('Second read', [
    {
      keys: ['h'],
      does: 'Heatmap on and off',
      press: () => claim?.isCurrent === true && dispatch({ type: 'heatmapToggled' }),
    },
    {
      keys: [' '],
      does: 'Hold to compare with and without the heatmap',
      press: () => dispatch({ type: 'comparing', isHeld: true }),
      release: () => dispatch({ type: 'comparing', isHeld: false }),
    },
    {
      keys: ['['],
      does: 'Fainter heatmap',
      press: () => dispatch({ type: 'opacityChanged', opacity: state.opacity - 0.1 }),
      repeats: true,
    },
    {
      keys: [']'],
      does: 'Stronger heatmap',
      press: () => dispatch({ type: 'opacityChanged', opacity: state.opacity + 0.1 }),
      repeats: true,
    },
    { keys: ['g'], does: 'Next way to make the heatmap', press: nextMethod },
    { keys: ['m'], does: 'Next finding or model', press: nextClaim },
    { keys: ['s'], does: 'Show or hide the panel', press: () => dispatch({ type: 'panelToggled' }) },
  ]);
  useShortcuts('Case', [
    { keys: ['j'], does: 'Next case', press: () => neighbours.next?.(), repeats: true },
    { keys: ['k'], does: 'Previous case', press: () => neighbours.previous?.(), repeats: true },
    { keys: ['Escape'], does: 'Back to the worklist', press: () => navigate(routes.worklist) },
  ]);
}

import type { Dispatch } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import type { ExplorationAction } from './exploration.ts';

interface StripKeys {
  /** False while a case is open, which has these keys then. */
  readonly isActive: boolean;
  readonly count: number;
  readonly current: number;
  readonly canOpen: boolean;
  readonly dispatch: Dispatch<ExplorationAction>;
}

/** The strip at the foot of the report, by keys. */
export function useStripKeys({ isActive, count, current, canOpen, dispatch }: StripKeys): void {
  const go = (place: number): void => {
    if (isActive && place >= 0 && place < count) dispatch({ type: 'entryChosen', current: place });
  };
  useShortcuts('Cases', [
    { keys: ['j'], does: 'Next case of the strip', press: () => go(current + 1), repeats: true },
    { keys: ['k'], does: 'Previous case of the strip', press: () => go(current - 1), repeats: true },
    {
      keys: ['Enter'],
      does: 'Open the case',
      press: () => isActive && canOpen && dispatch({ type: 'entryOpened', current }),
    },
  ]);
}

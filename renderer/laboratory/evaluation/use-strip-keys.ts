import type { Dispatch } from 'react';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { t } from '../../shared/messages/messages.ts';
import type { ExplorationAction } from './exploration.ts';

interface StripKeys {
  /** False while an image is open, which has these keys then. */
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
  useShortcuts(t('evaluation:keys'), [
    { keys: ['j'], does: t('evaluation:nextKey'), press: () => go(current + 1), repeats: true },
    { keys: ['k'], does: t('evaluation:previousKey'), press: () => go(current - 1), repeats: true },
    {
      keys: ['Enter'],
      does: t('evaluation:openKey'),
      press: () => isActive && canOpen && dispatch({ type: 'entryOpened', current }),
    },
  ]);
}

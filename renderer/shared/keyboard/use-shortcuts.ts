import { useEffect, useRef } from 'react';
import { addShortcuts, type Shortcut } from './shortcuts.ts';

/** Keys that work while the component is mounted; handlers always see the latest render. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const names = shortcuts
    .map(({ keys, does, release, repeats }) => [...keys, does, release !== undefined, repeats].join('|'))
    .join('\n');
  useEffect(
    () =>
      addShortcuts({
        title,
        shortcuts: latest.current.map(({ keys, does, release, repeats }, index) => ({
          keys,
          does,
          press: () => latest.current[index]?.press(),
          ...(repeats === undefined ? {} : { repeats }),
          ...(release === undefined ? {} : { release: () => latest.current[index]?.release?.() }),
        })),
      }),
    [title, names],
  );
}

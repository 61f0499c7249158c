import { useCallback, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The element's inner size in CSS pixels, kept up to date; null until it is known. */
export function useSize(): readonly [
  ref: (element: HTMLElement | null) => (() => void) | undefined,
  size: Size | null,
] {
  const [size, setSize] = useState<Size | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const watching = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  return [ref, size];
}

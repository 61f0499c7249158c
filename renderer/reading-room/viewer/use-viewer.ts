import { Enums, eventTarget } from '@cornerstonejs/core';
import { useCallback, useEffect, useState, useSyncExternalStore, type RefCallback } from 'react';
import { createViewer, type Viewer } from './viewer.ts';
import type { ViewState } from './view-state.ts';

/** A viewer on the element that gets the returned ref. */
export function useViewer(): { readonly viewer: Viewer | null; readonly ref: RefCallback<HTMLDivElement> } {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const ref = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return undefined;
    const created = createViewer(element);
    setViewer(created);
    return () => {
      created.destroy();
      setViewer(null);
    };
  }, []);
  return { viewer, ref };
}

/** Counts the times that WebGL was lost: a viewer made before is blank from then on. */
export function useContextLosses(): number {
  const [losses, setLosses] = useState(0);
  useEffect(() => {
    const count = (): void => setLosses((known) => known + 1);
    eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, count);
    return () => eventTarget.removeEventListener(Enums.Events.WEBGL_CONTEXT_LOST, count);
  }, []);
  return losses;
}

const nothing = (): null => null;
const ignore = (): (() => void) => () => undefined;

interface Store {
  subscribe(onChange: () => void): () => void;
  current(): ViewState | null;
}

function createStore(viewer: Viewer): Store {
  let state: ViewState | null = null;
  return {
    subscribe: (onChange) =>
      viewer.subscribe((next) => {
        state = next;
        onChange();
      }),
    current: () => state,
  };
}

/** The newest state of the viewport, for whoever shows numbers about it. */
export function useViewState(viewer: Viewer | null): ViewState | null {
  const [store, setStore] = useState<{ readonly of: Viewer | null; readonly store: Store | null }>({
    of: null,
    store: null,
  });
  if (store.of !== viewer) setStore({ of: viewer, store: viewer === null ? null : createStore(viewer) });
  return useSyncExternalStore(store.store?.subscribe ?? ignore, store.store?.current ?? nothing);
}

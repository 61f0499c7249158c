/** A value that a page keeps in the browser, so that a reload finds it again. */
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';

export interface StoredValue<T> {
  get(): T;
  set(value: T): void;
  /** The value, for a component that is drawn again when it changes, also in another window. */
  use(): T;
}

/** Reads what is kept, or gives the fallback where nothing sound is. Tests under Node have no storage. */
function read<T>(storage: Storage | undefined, key: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const kept = storage?.getItem(key) ?? null;
    return kept === null ? fallback : schema.parse(JSON.parse(kept));
  } catch {
    return fallback;
  }
}

/** @param storage `localStorage` keeps it for good, `sessionStorage` until the tab is closed */
export function createStoredValue<T>(
  key: string,
  schema: z.ZodType<T>,
  fallback: T,
  storage: Storage | undefined = globalThis.localStorage,
): StoredValue<T> {
  const listeners = new Set<() => void>();
  let value = read(storage, key, schema, fallback);
  const tell = (): void => listeners.forEach((listener) => listener());
  const get = (): T => value;
  const followOtherWindows = (event: StorageEvent): void => {
    if (event.key !== key || event.storageArea !== storage) return;
    value = read(storage, key, schema, fallback);
    tell();
  };
  function subscribe(listener: () => void): () => void {
    if (listeners.size === 0) window.addEventListener('storage', followOtherWindows);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) window.removeEventListener('storage', followOtherWindows);
    };
  }
  return {
    get,
    set(next) {
      value = next;
      try {
        if (Object.is(next, fallback)) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(next));
      } catch {
        // A full storage keeps nothing more; what is on the page stays.
      }
      tell();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

/** A value that a page keeps in the browser, so that a reload finds it again. */
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';

export interface StoredValue<T> {
  get(): T;
  set(value: T): void;
  /** The value, for a component that is drawn again when it changes. */
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
  const get = (): T => value;
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set(next) {
      value = next;
      try {
        storage?.setItem(key, JSON.stringify(next));
      } catch {
        // A full storage keeps nothing more; what is on the page stays.
      }
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

/**
 * The session of this browser with this web host. It lies in the storage of the page's own origin, which includes the
 * port: a reload, another tab and a page whose server was started again find it, servers on other ports don't.
 */
import { useSyncExternalStore } from 'react';

const key = 'overread:session';

/** Where the browser keeps nothing for pages: until a reload. */
let unkept: string | null = null;

/** Read anew each time, as another window may have signed in. */
export function currentSession(): string | null {
  try {
    return localStorage.getItem(key) ?? unkept;
  } catch {
    return unkept;
  }
}

const listeners = new Set<() => void>();

export function keepSession(session: string): void {
  unkept = session;
  try {
    localStorage.setItem(key, session);
  } catch {
    // A reload then asks for a sign-in.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export const useHasSession = (): boolean => useSyncExternalStore(subscribe, () => currentSession() !== null);

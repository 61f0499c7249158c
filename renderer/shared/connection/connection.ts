/** Whether the workstation behind the page answers; what is missing then, and how a page signs in again. */
import { useSyncExternalStore } from 'react';

/** `lost`: it does not answer. `signedOut`: it answers, but not this page. */
export type ConnectionState = 'open' | 'lost' | 'signedOut';

let state: ConnectionState = 'open';
const listeners = new Set<() => void>();

export const connectionState = (): ConnectionState => state;

export function setConnection(next: ConnectionState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = (): ConnectionState => useSyncExternalStore(subscribe, connectionState);

/** For what can only be done while the workstation answers. */
export const useIsConnected = (): boolean => useConnection() === 'open';

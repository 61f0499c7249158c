/** Faults of things that nobody waits for on the page that is open; each stays until it is read. */
import { useSyncExternalStore } from 'react';

export interface ReportedFault {
  readonly id: number;
  /** The thing it happened to, as a sentence; absent where the error says it. */
  readonly about: string | undefined;
  readonly error: unknown;
}

let faults: readonly ReportedFault[] = [];
let reported = 0;
const listeners = new Set<() => void>();

function replace(next: readonly ReportedFault[]): void {
  faults = next;
  for (const listener of listeners) listener();
}

/** Shows the error over whatever page is open. */
export function reportFault(error: unknown, about?: string): void {
  replace([...faults, { id: ++reported, about, error }]);
}

export function dismissFault(id: number): void {
  replace(faults.filter((fault) => fault.id !== id));
}

export const currentFaults = (): readonly ReportedFault[] => faults;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFaults(): readonly ReportedFault[] {
  return useSyncExternalStore(subscribe, currentFaults);
}

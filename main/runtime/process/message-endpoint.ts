import type { Endpoint } from 'comlink';

/** The endpoint that comlink speaks over, made of a process's messages: calls with plain values, no callbacks or signals. */
export function messageEndpoint(
  send: (message: unknown) => void,
  onMessage: (listener: (message: unknown) => void) => void,
): Endpoint {
  const listeners = new Set<unknown>();
  onMessage((data) => listeners.forEach((listener) => (listener as (event: { data: unknown }) => void)({ data })));
  return {
    postMessage: send,
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
  };
}

/** A child process's side of the messages between it and its parent. Ends when its parent goes away. */

export interface Parent {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Electron's utility processes have a port; forked ones have `process.send`. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

export function connectParent(): Parent {
  const { parentPort } = process as { parentPort?: UtilityPort };
  if (parentPort !== undefined) {
    // SIGTERM is how Electron ends it.
    process.on('SIGINT', () => undefined);
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    };
  }
  process.on('disconnect', () => process.exit(0));
  // These reach the whole process group, but only the parent knows what is worth finishing first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  };
}

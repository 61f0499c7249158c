/**
 * The value that the preload script puts on `window.overread` in Electron; absent in a browser. The contract itself
 * travels over a MessagePort: the page posts `portMessage` to its own window with one port, and the preload passes that
 * port on to the main process.
 */
export interface Bridge {
  readonly host: 'electron';
  /** Where dropped or chosen files lie on this machine; files made by the page have none and are left out. */
  pathsOf(files: readonly File[]): string[];
}

export const portMessage = 'overread:port';

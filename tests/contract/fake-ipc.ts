import { EventEmitter } from 'node:events';

/** Stands in for Electron's `ipcMain`. */
export const fakeIpc = new EventEmitter();

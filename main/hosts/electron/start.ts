/**
 * The program that Electron starts: an installed application runs nothing from outside its archive before it has looked whether that
 * is what was packaged. The imports of `main.ts` load native code, so they wait for it.
 */
import { app, dialog } from 'electron';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { faultOf } from '../../domain/faults/fault.ts';
import { changedOutsideFiles } from './outside-files.ts';

const programs = dirname(fileURLToPath(import.meta.url));
const files = app.isPackaged ? await changedOutsideFiles(programs, process.resourcesPath) : [];
if (files.length === 0) await import('./main.ts');
else {
  dialog.showErrorBox('Overread can’t start', sentenceOf(faultOf('program.files-changed', { files })));
  app.exit(1);
}

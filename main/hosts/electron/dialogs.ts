import { BrowserWindow, dialog } from 'electron';

/** The operating system's dialog; null when it was closed without a choice. */
export async function pickPaths(kind: 'folder' | 'files'): Promise<readonly string[] | null> {
  const options: Electron.OpenDialogOptions = {
    title: kind === 'folder' ? 'Choose a folder to screen' : 'Choose files to screen',
    properties: kind === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  };
  const window = BrowserWindow.getFocusedWindow();
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : filePaths;
}

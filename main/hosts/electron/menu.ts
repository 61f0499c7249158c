import { Menu, type MenuItemConstructorOptions } from 'electron';

/** @param pick opens a dialog and screens what was chosen */
export function installMenu(pick: (kind: 'folder' | 'files') => void, isDevelopment: boolean): void {
  const file: MenuItemConstructorOptions[] = [
    { label: 'Open files…', accelerator: 'CmdOrCtrl+O', click: () => pick('files') },
    { label: 'Open folder…', accelerator: 'CmdOrCtrl+Shift+O', click: () => pick('folder') },
    { type: 'separator' },
    { role: process.platform === 'darwin' ? 'close' : 'quit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    ...(isDevelopment
      ? ([{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] satisfies MenuItemConstructorOptions[])
      : []),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? ([{ role: 'appMenu' }] satisfies MenuItemConstructorOptions[]) : []),
      { label: 'File', submenu: file },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  );
}

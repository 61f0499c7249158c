/** The Electron host: one window onto the services. Start-up and wiring only. */
import { app, dialog, type BrowserWindow } from 'electron';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouter } from '../../services/api/router.ts';
import { openAppContext, type AppContext } from '../app-context.ts';
import { tell } from '../log.ts';
import { createPageFiles } from '../page-files.ts';
import { prepareSamples } from '../prepare-samples.ts';
import { declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { serveContract } from './contract-port.ts';
import { pickPaths } from './dialogs.ts';
import { givenPaths } from './given-paths.ts';
import { installMenu } from './menu.ts';
import { launchUtilityProcess } from './utility-child.ts';
import { lockDown, openWindow } from './window.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { FaultError } from '../../domain/faults/fault.ts';

/** dist/electron, where the three programs of this host lie. */
const programs = dirname(fileURLToPath(import.meta.url));

/** Where models and samples lie: beside the installed application, or in the clone. */
const resources = (): string => (app.isPackaged ? process.resourcesPath : app.getAppPath());

/** Paths that the operating system hands over before the parts are there. */
const waitingPaths = givenPaths(process.argv, app.isPackaged, process.cwd());
let context: AppContext | null = null;
let window: BrowserWindow | null = null;

function open(paths: readonly string[]): void {
  if (context === null) waitingPaths.push(...paths);
  else if (paths.length > 0) void screen(context, paths);
}

async function screen({ workstation }: AppContext, paths: readonly string[]): Promise<void> {
  const started = await workstation.screening.start(paths);
  if (!started.ok) await dialog.showMessageBox({ type: 'warning', message: sentenceOf(started.error) });
}

function show(): void {
  if (window === null) {
    window = openWindow(join(programs, 'preload.cjs'));
    window.once('closed', () => (window = null));
  } else {
    if (window.isMinimized()) window.restore();
    window.focus();
  }
}

async function start(): Promise<void> {
  await app.whenReady();
  lockDown();
  serveAppProtocol(createPageFiles(join(app.getAppPath(), 'dist', 'renderer')));
  context = await openAppContext({
    roots: null,
    resources: resources(),
    engine: { launch: launchUtilityProcess, entry: join(programs, 'engine.js') },
    launchDecoder: launchUtilityProcess,
  });
  serveContract(createRouter(context.workstation, { kind: 'electron', pick: pickPaths }));
  await prepareSamples(context, { say: tell });
  installMenu((kind) => void pickPaths(kind).then((paths) => open(paths ?? [])), !app.isPackaged);
  show();
  open(waitingPaths);
}

if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  declareAppProtocol();
  app.on('second-instance', (_event, commandLine, workingFolder) => {
    open(givenPaths(commandLine, app.isPackaged, workingFolder));
    if (context !== null) show();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on('activate', () => context !== null && show());
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  app.on('will-quit', (event) => {
    if (context === null) return;
    // The casebook and the engine close in order; then the application quits again, for good.
    event.preventDefault();
    const closing = context;
    context = null;
    void closing.close().finally(() => app.quit());
  });
  // Not awaited: Electron becomes ready only after this module has been evaluated.
  start().catch((error: unknown) => {
    const reason =
      error instanceof FaultError ? sentenceOf(error.fault) : String(error instanceof Error ? error.message : error);
    dialog.showErrorBox('Overread can’t start', reason);
    app.exit(1);
  });
} else app.quit();

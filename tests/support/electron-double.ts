/**
 * Electron without its executable: the members that the host uses, typed by Electron's own declarations. A member that
 * Electron lacks does not compile here; one that the double lacks throws where the host asks for it.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

type Members<T> = { readonly [Name in keyof T]?: unknown };

/** Throws for any member that isn't there, instead of passing for `undefined`. */
function strict<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target)) throw new Error(`The double of Electron has no ${name}.${key}`);
      return Reflect.get(target, key) as unknown;
    },
  });
}

type Handler = (...parameters: never[]) => unknown;

/** Everything that the host asked of Electron. */
export interface Asked {
  readonly steps: string[];
  readonly windowOptions: Electron.BrowserWindowConstructorOptions[];
  readonly loaded: string[];
  readonly schemes: Electron.CustomScheme[];
  readonly protocols: Record<string, (request: Request) => Promise<Response>>;
  readonly permissions: Record<'request' | 'check' | 'device', Handler | null>;
  readonly exposed: Record<string, unknown>;
}

export interface ElectronDouble {
  readonly asked: Asked;
  readonly app: EventEmitter;
  readonly ipcMain: EventEmitter;
  /** In place of the module `electron`. */
  readonly module: Members<typeof Electron>;
}

/** @param appPath the folder that the application lies in */
export function createElectronDouble(appPath: string): ElectronDouble {
  const asked: Asked = {
    steps: [],
    windowOptions: [],
    loaded: [],
    schemes: [],
    protocols: {},
    permissions: { request: null, check: null, device: null },
    exposed: {},
  };
  const does = (step: string) => (): void => void asked.steps.push(step);
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: does('enableSandbox'),
    requestSingleInstanceLock: () => true,
    whenReady: () => Promise.resolve(asked.steps.push('ready')),
    getAppPath: () => appPath,
    quit: does('quit'),
    exit: does('exit'),
  } satisfies Members<Electron.App>);

  class BrowserWindow extends EventEmitter {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      asked.windowOptions.push(options);
    }
    readonly show = does('show');
    readonly loadURL = (url: string): Promise<void> => {
      asked.steps.push('load');
      asked.loaded.push(url);
      return Promise.resolve();
    };
  }
  const isWindow: new (options: Electron.BrowserWindowConstructorOptions) => Members<Electron.BrowserWindow> =
    BrowserWindow;

  const ipcMain = new EventEmitter();
  const keep = (name: keyof Asked['permissions']) => (handler: Handler) => (asked.permissions[name] = handler);
  const module = {
    app: strict('app', app),
    ipcMain: strict('ipcMain', ipcMain),
    BrowserWindow: isWindow,
    session: strict('session', {
      defaultSession: strict('defaultSession', {
        setPermissionRequestHandler: keep('request'),
        setPermissionCheckHandler: keep('check'),
        setDevicePermissionHandler: keep('device'),
      } satisfies Members<Electron.Session>),
    }),
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => asked.schemes.push(...schemes),
      handle: (scheme: string, answer: Asked['protocols'][string]) => (asked.protocols[scheme] = answer),
    } satisfies Members<Electron.Protocol>),
    dialog: strict('dialog', {
      showErrorBox: (title: string, content: string) => asked.steps.push(`${title}: ${content}`),
    } satisfies Members<Electron.Dialog>),
    Menu: { buildFromTemplate: () => null, setApplicationMenu: () => undefined },
    utilityProcess: strict('utilityProcess', {} satisfies Members<typeof Electron.utilityProcess>),
    contextBridge: strict('contextBridge', {
      exposeInMainWorld: (name: string, value: unknown) => (asked.exposed[name] = value),
    } satisfies Members<Electron.ContextBridge>),
    ipcRenderer: strict('ipcRenderer', { postMessage: () => undefined } satisfies Members<Electron.IpcRenderer>),
    webUtils: strict('webUtils', { getPathForFile: () => '' } satisfies Members<Electron.WebUtils>),
  } satisfies Members<typeof Electron>;
  return { asked, app, ipcMain, module };
}

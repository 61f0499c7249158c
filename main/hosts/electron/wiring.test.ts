import { clauseOf } from '../../domain/messages/clause.ts';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { portMessage, type Bridge } from '../../contract/bridge.ts';
import { declareAppProtocol, serveAppProtocol } from './app-protocol.ts';
import { givenPaths } from './given-paths.ts';
import { installMenu } from './menu.ts';
import { launchUtilityProcess } from './utility-child.ts';
import { lockDown, openWindow } from './window.ts';

/** Electron, as far as the wiring touches it: what was asked of it is kept to be looked at. */
const fake = vi.hoisted(() => ({
  windowOptions: [] as Electron.BrowserWindowConstructorOptions[],
  loaded: [] as string[],
  permission: {} as Record<string, (...parameters: never[]) => unknown>,
  schemes: [] as Electron.CustomScheme[],
  answer: (_request: Request): Promise<Response> => Promise.reject(new Error('nothing is served yet')),
  menu: [] as Electron.MenuItemConstructorOptions[],
  exposed: {} as Record<string, unknown>,
  posted: [] as unknown[][],
  app: null as unknown as EventEmitter,
  child: null as unknown as EventEmitter & { postMessage: (message: unknown) => void; kill: () => boolean },
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  fake.app = new Emitter();
  fake.child = Object.assign(new Emitter(), { postMessage: vi.fn(), kill: vi.fn(() => true) });
  const keep = (name: string) => (handler: (...parameters: never[]) => unknown) => (fake.permission[name] = handler);
  class BrowserWindow extends Emitter {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super();
      fake.windowOptions.push(options);
    }
    loadURL(url: string): Promise<void> {
      fake.loaded.push(url);
      return Promise.resolve();
    }
  }
  return {
    app: fake.app,
    BrowserWindow,
    session: {
      defaultSession: {
        setPermissionRequestHandler: keep('request'),
        setPermissionCheckHandler: keep('check'),
        setDevicePermissionHandler: keep('device'),
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => fake.schemes.push(...schemes),
      handle: (_scheme: string, answer: typeof fake.answer) => (fake.answer = answer),
    },
    utilityProcess: { fork: () => fake.child },
    Menu: {
      buildFromTemplate: (template: typeof fake.menu) => (fake.menu = template),
      setApplicationMenu: () => undefined,
    },
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (fake.exposed[name] = value) },
    ipcRenderer: { postMessage: (...parameters: unknown[]) => fake.posted.push(parameters) },
    webUtils: { getPathForFile: (file: File) => (file.name.endsWith('.dcm') ? `/cases/${file.name}` : '') },
  };
});

afterEach(() => vi.unstubAllGlobals());

describe('the window', () => {
  test('keeps its page in a sandbox without Node', () => {
    openWindow('/programs/preload.cjs');
    expect(fake.windowOptions[0]?.webPreferences).toMatchObject({
      preload: '/programs/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(fake.loaded).toEqual(['app://overread/']);
  });

  test('denies navigation, new windows, embedding and every permission', () => {
    lockDown();
    let openHandler = (): unknown => null;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => (openHandler = handler),
    });
    fake.app.emit('web-contents-created', {}, contents);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      const event = { preventDefault: vi.fn() };
      contents.emit(name, event);
      expect(event.preventDefault, name).toHaveBeenCalledOnce();
    }
    expect(openHandler()).toEqual({ action: 'deny' });
    const answer = vi.fn();
    fake.permission['request']!(...([{}, 'media', answer] as never[]));
    expect(answer).toHaveBeenCalledWith(false);
    expect(fake.permission['check']!()).toBe(false);
    expect(fake.permission['device']!()).toBe(false);
  });
});

test('the app protocol is a secure origin of its own and serves only its own pages', async () => {
  declareAppProtocol();
  expect(fake.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const body = new TextEncoder().encode('hello');
  serveAppProtocol((path) =>
    Promise.resolve(path === '/' ? { body, headers: { 'Content-Security-Policy': 'strict' } } : null),
  );
  const page = await fake.answer(new Request('app://overread/'));
  expect([page.status, page.headers.get('content-security-policy'), await page.text()]).toEqual([
    200,
    'strict',
    'hello',
  ]);
  expect((await fake.answer(new Request('app://elsewhere/'))).status).toBe(404);
  expect((await fake.answer(new Request('app://overread/none.js'))).status).toBe(404);
  expect((await fake.answer(new Request('app://overread/', { method: 'POST' }))).status).toBe(404);
});

test('the engine’s utility process passes messages on and tells how it ended', () => {
  const child = launchUtilityProcess('/programs/engine.js', { name: 'Overread engine', reportsMemory: false });
  const messages: unknown[] = [];
  const ends: unknown[] = [];
  child.onMessage((message) => messages.push(message));
  child.onExit((how) => ends.push(how));
  child.send({ kind: 'start', excluded: [] });
  expect(fake.child.postMessage).toHaveBeenCalledWith({ kind: 'start', excluded: [] });
  fake.child.emit('message', { kind: 'trying', name: 'cpu' });
  fake.child.emit('exit', 9);
  expect([messages, ends]).toEqual([
    [{ kind: 'trying', name: 'cpu' }],
    [clauseOf('engine.ended-with-code', { exitCode: 9 })],
  ]);
});

test('the menu opens files and folders, and developer tools only in development', () => {
  const picked: string[] = [];
  const labels = () => JSON.stringify(fake.menu);
  installMenu((kind) => picked.push(kind), false);
  expect(labels()).not.toContain('toggleDevTools');
  const file = fake.menu.find(({ label }) => label === 'File')?.submenu as Electron.MenuItemConstructorOptions[];
  for (const item of file) (item.click as (() => void) | undefined)?.();
  expect(picked).toEqual(['files', 'folder']);
  installMenu(() => undefined, true);
  expect(labels()).toContain('toggleDevTools');
});

test('takes existing paths from a command line, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overread-given-'));
  writeFileSync(join(folder, 'a.dcm'), '');
  const line = ['/opt/electron', '/opt/app', '--no-first-run', 'a.dcm', 'missing.dcm', folder];
  expect(givenPaths(line, false, folder)).toEqual([join(folder, 'a.dcm'), folder]);
  expect(givenPaths(['/opt/overread', 'a.dcm'], true, folder)).toEqual([join(folder, 'a.dcm')]);
  rmSync(folder, { recursive: true });
});

describe('the preload script', () => {
  async function load() {
    const page = Object.assign(new EventTarget(), { location: { origin: 'app://overread' } });
    vi.stubGlobal('window', page);
    await import('../../../preload/preload.ts');
    const say = (message: object) => page.dispatchEvent(Object.assign(new Event('message'), message));
    return { page, say, bridge: fake.exposed['overread'] as Bridge };
  }

  test('shows the page paths of dropped files and the host’s name, and nothing else', async () => {
    const { bridge } = await load();
    expect(Object.keys(bridge)).toEqual(['host', 'pathsOf']);
    expect(bridge.pathsOf([new File([], 'a.dcm'), new File([], 'made-in-the-page.png')])).toEqual(['/cases/a.dcm']);
  });

  test('passes on one port from its own page only', async () => {
    vi.resetModules();
    const { page, say } = await load();
    const { port1, port2 } = new MessageChannel();
    const good = { source: page, origin: 'app://overread', data: portMessage, ports: [port1] };
    say({ ...good, origin: 'https://evil.example' });
    say({ ...good, source: {} });
    say({ ...good, data: 'something else' });
    say({ ...good, ports: [port1, port2] });
    expect(fake.posted).toEqual([]);
    say(good);
    expect(fake.posted).toEqual([[portMessage, null, [port1]]]);
    port1.close();
  });
});

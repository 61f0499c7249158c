/** Electron's security checklist, point by point, against the host as it runs with a double of Electron. */
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ElectronDouble } from '../../../tests/support/electron-double.ts';
import { portMessage } from '../../contract/bridge.ts';

const held = vi.hoisted(() => ({ double: null as unknown as ElectronDouble, appPath: '' }));

vi.mock('electron', async () => {
  const { createElectronDouble } = await import('../../../tests/support/electron-double.ts');
  held.double = createElectronDouble(held.appPath);
  return held.double.module;
});
vi.mock('../app-context.ts', () => ({
  openAppContext: () => Promise.resolve({ workstation: {}, addSamples: () => Promise.resolve(null) }),
}));
vi.mock('../../services/api/router.ts', () => ({ createRouter: () => ({}) }));

let preferences: Electron.WebPreferences = {};
let policy = '';
let openHandler = (): unknown => null;
const contents = Object.assign(new EventEmitter(), {
  setWindowOpenHandler: (handler: () => unknown) => (openHandler = handler),
});

beforeAll(async () => {
  held.appPath = mkdtempSync(join(tmpdir(), 'overread-app-'));
  mkdirSync(join(held.appPath, 'dist/renderer'), { recursive: true });
  writeFileSync(join(held.appPath, 'dist/renderer/index.html'), '<style nonce="__NONCE__"></style>');
  Object.assign(process, { resourcesPath: '/resources', argv: ['/opt/overread'] });
  vi.stubGlobal('window', Object.assign(new EventTarget(), { location: { origin: 'app://overread' } }));
  await import('./main.ts');
  await vi.waitUntil(() => held.double.asked.steps.includes('load'), { timeout: 60_000 });
  await import('../../../preload/preload.ts');
  preferences = held.double.asked.windowOptions[0]!.webPreferences!;
  const page = await held.double.asked.protocols['app']!(new Request('app://overread/'));
  policy = page.headers.get('content-security-policy')!;
  held.double.app.emit('web-contents-created', {}, contents);
});
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(held.appPath, { recursive: true });
});

function isPrevented(event: string): boolean {
  const preventDefault = vi.fn();
  contents.emit(event, { preventDefault });
  return preventDefault.mock.calls.length > 0;
}

test('1 and 18: loads only its own pages, under a secure scheme that is not file:', () => {
  const { loaded, schemes, protocols } = held.double.asked;
  expect(loaded).toEqual(['app://overread/']);
  expect(schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
  expect(Object.keys(protocols)).toEqual(['app']);
});

test('2: no Node in pages, workers or frames', () => {
  expect(preferences.nodeIntegration).toBe(false);
  expect(preferences).not.toHaveProperty('nodeIntegrationInWorker');
  expect(preferences).not.toHaveProperty('nodeIntegrationInSubFrames');
});

test('3: the preload script has a world of its own', () => expect(preferences.contextIsolation).toBe(true));

test('4: every page there could be is in a sandbox, decided before Electron is ready', () => {
  const { steps } = held.double.asked;
  expect(preferences.sandbox).toBe(true);
  expect(steps.indexOf('enableSandbox')).toBeLessThan(steps.indexOf('ready'));
  expect(steps).toContain('enableSandbox');
});

test('5: no permission is given, asked or looked up, and no device', () => {
  const { request, check, device } = held.double.asked.permissions;
  const answer = vi.fn();
  request!(...([{}, 'media', answer] as never[]));
  expect(answer.mock.calls).toEqual([[false]]);
  expect([check!(), device!()]).toEqual([false, false]);
});

test.each([
  ['6', 'webSecurity'],
  ['8', 'allowRunningInsecureContent'],
  ['9', 'experimentalFeatures'],
  ['10', 'enableBlinkFeatures'],
])('%s: %s stays as Electron has it', (_, name) => expect(preferences).not.toHaveProperty(name));

test('7: the policy allows nothing inline and nothing from elsewhere', () => {
  expect(policy).toMatch(/default-src 'self';.*script-src 'self';.*object-src 'none'/);
  expect(policy).not.toMatch(/unsafe-|https?:|\*/);
});

test('11 and 12: there are no webviews', () => {
  expect(preferences.webviewTag).toBe(false);
  expect(isPrevented('will-attach-webview')).toBe(true);
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('13: %s is prevented', (event) => {
  expect(isPrevented(event)).toBe(true);
});

test('14: no window is opened', () => {
  expect(openHandler()).toEqual({ action: 'deny' });
});

test('15: nothing is handed to another program', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts'));
  for (const name of sources)
    expect(readFileSync(join(import.meta.dirname, name), 'utf8'), name).not.toMatch(/\bshell\b/);
});

test('17: a port is taken from the top frame of our page and closed from anywhere else', () => {
  const portFrom = (senderFrame: object | null) => {
    const port = Object.assign(new EventEmitter(), { close: vi.fn(), start: vi.fn(), postMessage: vi.fn() });
    held.double.ipcMain.emit(portMessage, { senderFrame, ports: [port] });
    return { isTaken: port.start.mock.calls.length > 0, isClosed: port.close.mock.calls.length > 0 };
  };
  const closed = { isTaken: false, isClosed: true };
  expect(portFrom({ parent: null, origin: 'app://overread' })).toEqual({ isTaken: true, isClosed: false });
  expect(portFrom({ parent: {}, origin: 'app://overread' })).toEqual(closed);
  expect(portFrom({ parent: null, origin: 'app://elsewhere' })).toEqual(closed);
  expect(portFrom(null)).toEqual(closed);
});

test('20: a page gets two things, neither of them Electron’s', () => {
  expect(held.double.asked.exposed).toEqual({ overread: { host: 'electron', pathsOf: expect.any(Function) } });
});

test('a member that the host does not use is missing, and is told of', () => {
  const { app } = held.double.module as { app: Electron.App };
  expect(() => app.getPath('home')).toThrow('The double of Electron has no app.getPath');
});

import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';

/** Records the application's steps, in order. */
const fake = vi.hoisted(() => ({
  steps: [] as string[],
  app: null as unknown as EventEmitter,
  isFirst: true,
  startFails: false,
}));

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  const does = (step: string) => (): void => void fake.steps.push(step);
  fake.app = Object.assign(new Emitter(), {
    isPackaged: true,
    enableSandbox: does('sandbox'),
    requestSingleInstanceLock: () => fake.isFirst,
    whenReady: () => Promise.resolve(),
    getAppPath: () => '/app',
    quit: does('quit'),
    exit: does('exit'),
  });
  return {
    app: fake.app,
    dialog: { showErrorBox: does('error box'), showMessageBox: ({ message }: { message: string }) => does(message)() },
  };
});

/** Every other module of the host leaves a line of what it was asked. */
const noted = (name: string) => (): undefined => void fake.steps.push(name);
vi.mock('./app-protocol.ts', () => ({ declareAppProtocol: noted('declare'), serveAppProtocol: noted('serve pages') }));
vi.mock('./contract-port.ts', () => ({ serveContract: noted('serve contract') }));
vi.mock('./menu.ts', () => ({ installMenu: noted('menu') }));
vi.mock('./dialogs.ts', () => ({ pickPaths: noted('pick') }));
vi.mock('./utility-child.ts', () => ({ launchUtilityProcess: noted('launch') }));
vi.mock('./window.ts', () => ({
  lockDown: noted('lock down'),
  openWindow: () => {
    fake.steps.push('window');
    return Object.assign(new EventEmitter(), {
      isMinimized: () => true,
      restore: noted('restore'),
      focus: noted('focus'),
    });
  },
}));
vi.mock('../../services/api/router.ts', () => ({ createRouter: () => ({}) }));
vi.mock('../app-context.ts', () => ({
  openAppContext: ({ roots }: { roots: unknown }) => {
    if (fake.startFails) return Promise.reject(new Error('This file is not a casebook.'));
    fake.steps.push(`openAppContext ${String(roots)}`);
    return Promise.resolve({
      workstation: {
        screening: {
          start: (paths: string[]) => {
            fake.steps.push(`screen ${paths.join()}`);
            const error = { code: 'file.missing', details: {} };
            return Promise.resolve(paths.includes('/gone.dcm') ? { ok: false, error } : { ok: true });
          },
        },
      },
      addSamples: () => Promise.resolve(fake.steps.push('samples')),
      close: () => Promise.resolve(fake.steps.push('close')),
    });
  },
}));

async function start({ isFirst = true, startFails = false } = {}): Promise<void> {
  Object.assign(process, { resourcesPath: '/resources', argv: ['/opt/overread'] });
  Object.assign(fake, { steps: [], isFirst, startFails });
  vi.resetModules();
  await import('./main.ts');
  await took(isFirst ? (startFails ? 'exit' : 'window') : 'quit');
}

/** Waits for the application to do this. */
const took = (step: string): Promise<unknown> => vi.waitUntil(() => fake.steps.includes(step), { timeout: 30_000 });

afterEach(() => fake.app.removeAllListeners());

test('locks down before any page is loaded, and shows the window when the parts are there', async () => {
  await start();
  expect(fake.steps).toEqual([
    'sandbox',
    'declare',
    'lock down',
    'serve pages',
    'openAppContext null',
    'serve contract',
    'samples',
    'menu',
    'window',
  ]);
});

test('leaves at once where another instance runs', async () => {
  await start({ isFirst: false });
  expect(fake.steps).toEqual(['quit']);
});

test('screens files that another start or the desktop hands over, and comes to the front', async () => {
  await start();
  fake.steps.length = 0;
  fake.app.emit('second-instance', {}, ['/opt/overread', import.meta.filename], '/');
  const event = { preventDefault: vi.fn() };
  fake.app.emit('open-file', event, '/cases/a.dcm');
  expect(fake.steps).toEqual([`screen ${import.meta.filename}`, 'restore', 'focus', 'screen /cases/a.dcm']);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

test('says why the files can’t be screened', async () => {
  await start();
  fake.app.emit('open-file', { preventDefault: vi.fn() }, '/gone.dcm');
  const sentence = 'There is no such file or folder. Check the path, or choose another.';
  await took(sentence);
  expect(fake.steps.slice(-2)).toEqual(['screen /gone.dcm', sentence]);
});

test('closes casebook and engine before it ends', async () => {
  await start();
  fake.steps.length = 0;
  const event = { preventDefault: vi.fn() };
  fake.app.emit('will-quit', event);
  await took('quit');
  fake.app.emit('will-quit', event);
  expect(fake.steps).toEqual(['close', 'quit']);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

test('says in a box why it can’t start', async () => {
  await start({ startFails: true });
  expect(fake.steps.slice(-2)).toEqual(['error box', 'exit']);
});

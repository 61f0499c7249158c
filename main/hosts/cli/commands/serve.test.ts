import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describe as describeCommand } from './serve.ts';

/** Records the command's steps, in order. */
const fake = vi.hoisted(() => ({
  steps: [] as string[],
  resources: '',
  listening: (): Promise<unknown> => Promise.resolve(),
  screening: { ok: true } as object,
}));

const noted = (step: string) => (): Promise<void> => Promise.resolve(void fake.steps.push(step));
vi.mock('../../locations.ts', () => ({
  get sourceResources() {
    return fake.resources;
  },
  webSession: () => join(fake.resources, 'web-session'),
}));
vi.mock('../../../services/api/router.ts', () => ({ createRouter: () => ({}) }));
vi.mock('../../web/web-server.ts', () => ({ startWebServer: () => fake.listening() }));
vi.mock('../../app-context.ts', () => ({
  openAppContext: () =>
    Promise.resolve({
      workstation: { screening: { start: () => Promise.resolve(fake.screening) } },
      engineIsReady: () => Promise.reject(new Error('No provider.')),
      addSamples: noted('samples'),
      close: noted('context closed'),
    }),
}));

beforeEach(() => {
  fake.resources = mkdtempSync(join(tmpdir(), 'overread-serve-'));
  mkdirSync(join(fake.resources, 'dist/renderer'), { recursive: true });
  fake.steps.length = 0;
  fake.listening = () =>
    Promise.resolve({ address: 'ADDRESS', origin: 'http://127.0.0.1:4777', close: noted('server closed') });
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((line: string) => void fake.steps.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(fake.resources, { recursive: true });
});
afterAll(() => expect(process.listenerCount('SIGTERM')).toBe(0));

function serve(...parameters: string[]): Promise<unknown> {
  const command = new Command();
  describeCommand(command);
  return command.parseAsync(parameters, { from: 'user' });
}

test('has the samples in before it gives the address, and closes in good order', async () => {
  const served = serve();
  await vi.waitUntil(() => fake.steps.some((step) => step.includes('ADDRESS')));
  process.emit('SIGTERM');
  await served;
  expect(fake.steps).toEqual([
    'No provider.',
    'samples',
    expect.stringContaining('ADDRESS'),
    'Closing …',
    'server closed',
    'context closed',
  ]);
});

test('says why the files that were given can’t be screened', async () => {
  fake.screening = { ok: false, error: { code: 'model.none-installed', details: { model: 'none' } } };
  const served = serve(fake.resources);
  await vi.waitUntil(() => fake.steps.some((step) => step.includes('There is no model “none”')));
  process.emit('SIGINT');
  await served;
  expect(fake.steps.slice(-2)).toEqual(['server closed', 'context closed']);
});

test.each([
  ['EACCES', 'This account may not open port 80. Choose another: --port 0 takes any free one.'],
  ['EADDRNOTAVAIL', 'Port 80 of 127.0.0.1 can’t be opened (EADDRNOTAVAIL).'],
])('ends with a sentence and a closed casebook when listening fails with %s', async (code, sentence) => {
  fake.listening = () => Promise.reject(Object.assign(new Error('listen'), { code }));
  await expect(serve('--port', '80')).rejects.toThrow(sentence);
  expect(fake.steps.at(-1)).toBe('context closed');
});

test('says in one line which port it took instead of one that is taken', async () => {
  const origin = 'http://127.0.0.1:50123';
  fake.listening = () => Promise.resolve({ origin, address: `${origin}/?token=x`, close: noted('server closed') });
  const served = serve('--port', '4777');
  await vi.waitUntil(() => fake.steps.some((step) => step.includes('token')));
  process.emit('SIGTERM');
  await served;
  expect(fake.steps).toContain('Port 4777 is taken, perhaps by another Overread: this one has port 50123.');
});

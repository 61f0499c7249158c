/** The Electron host's bundled programs, as far as they run without Electron. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/setup/find-browser.mjs';
import { root } from '../../scripts/setup/setup.mjs';
import { portMessage } from '../../main/contract/bridge.ts';
import { float32 } from '../../main/domain/tensor.ts';
import { createBuilder } from '../../main/graph/ir/builder.ts';
import { writeOnnx } from '../../main/graph/onnx/write-onnx.ts';
import { openThread } from '../../main/runtime/threads/open-thread.ts';
import { workers, type WorkerName } from '../../main/runtime/threads/workers.ts';
import { openProcessPool } from '../../main/runtime/process/process-pool.ts';
import type { DecodeApi } from '../../main/services/decoding/decode-worker.ts';
import { defaultBudget } from '../../main/domain/reading-budget.ts';
import type { MeasureApi } from '../../main/services/evaluation/reports/measure-worker.ts';
import type { TrainingApi } from '../../main/services/training-service/thread/training-worker.ts';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { codecs, makeImage, wrap } from '../support/coded-picture.ts';

const programs = join(root, 'dist/electron');
const bundled = (name: WorkerName): URL => pathToFileURL(join(programs, `${name}.js`));

const decoder = openProcessPool<DecodeApi>({
  program: bundled('decode-worker'),
  name: 'decoder',
  size: 1,
  limits: () => defaultBudget,
});
afterAll(() => decoder[Symbol.asyncDispose]());

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/setup/build-electron.ts')], { stdio: 'inherit' });
});

test('the bundled engine process answers', async () => {
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: [2] });
  builder.output(builder.node('Relu', [x], {}, 'y'), { type: 'float32', dims: [2] });
  const engine = await startEngine({ provider: 'cpu', entry: join(programs, 'engine.js') });
  const session = await engine.open({ model: writeOnnx(builder.finish()) });
  const { y } = await session.run({ x: float32([2], [-1, 3]) });
  expect([...y!.data]).toEqual([0, 3]);
  await engine.close();
});

test('every program of a thread or process is bundled under its name', () => {
  for (const name of Object.keys(workers)) expect(readdirSync(programs)).toContain(`${name}.js`);
});

test('the start imports nothing that lies outside the archive before it has looked at it', () => {
  const importsOf = (file: string): string[] =>
    [...readFileSync(join(programs, file), 'utf8').matchAll(/^import .*?from ?"([^"]+)"/gm)].map(([, from]) => from!);
  const seen = new Set(['./start.js']);
  for (const file of seen) if (file.startsWith('./')) for (const from of importsOf(file)) seen.add(from);
  const packages = [...seen].filter((from) => !from.startsWith('./') && !from.startsWith('node:'));
  expect(packages.toSorted()).toEqual(['electron', 'i18next']);
});

test('the bundled decoder measures an image', async () => {
  const path = join(root, 'assets/samples', readdirSync(join(root, 'assets/samples'))[0]!);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const answer = await decoder.call((api) => api.answer(defaultBudget, 'features', [path, sha256]));
  expect(answer).toMatchObject({ ok: true, value: { isReadable: true } });
});

test.each(Object.entries(codecs))('the bundled decoder decodes %s', async (name, { syntax, encode }) => {
  const picture = makeImage();
  const file = wrap(picture, syntax, [await encode(picture)]);
  const path = join(mkdtempSync(join(tmpdir(), 'overread-codec-')), `${name}.dcm`);
  writeFileSync(path, file);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const answer = await decoder.call((api) => api.answer(defaultBudget, 'features', [path, sha256]));
  rmSync(dirname(path), { recursive: true });
  expect(answer).toMatchObject({ ok: true, value: { isReadable: true } });
});

test('the bundled thread of an evaluation measures', async () => {
  const positives = [true, false, true, false];
  const rows = [{ probabilities: [0.9, 0.2, 0.7, 0.4], calls: { sensitivity: 0.9 } }];
  const findings = [{ label: 'PNEUMONIA', positives, patients: ['a', 'b', 'c', 'd'], rows }];
  await using thread = openThread<MeasureApi>(bundled('measure-worker'));
  const answer = await thread.call((api) => api.comparison(findings, 'a test'));
  expect(answer).toMatchObject([{ label: 'PNEUMONIA', rows: [{ auc: { value: 1 } }] }]);
});

test('the bundled thread of a training plans one of a recipe', async () => {
  const entries = ['NORMAL', 'PNEUMONIA'].flatMap((label) =>
    Array.from({ length: 8 }, (_, i) => {
      const file = `${label}/${i}.png`;
      return { file, path: join(programs, file), label, patient: `${label} ${i}`, split: null };
    }),
  );
  const data = [{ name: 'clinic', labels: ['NORMAL', 'PNEUMONIA'], entries }];
  const input = { data, out: join(programs, 'model'), command: 'none', recipe: 'small-cnn-200' };
  await using thread = openThread<TrainingApi>(bundled('training-worker'));
  const answer = await thread.call((api) => api.describe(input));
  expect(answer).toMatchObject({ ok: true, value: { network: { name: 'small-cnn' } } });
});

test('the preload script needs nothing that a sandbox lacks', () => {
  const source = readFileSync(join(programs, 'preload.cjs'), 'utf8');
  expect([...source.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(source).not.toMatch(/^import /m);
});

/** The part of Electron that a preload script sees, in the page: what it exposes and what it passes on. */
function standInForElectron(): void {
  const passedOn: unknown[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => Object.assign(window, { [name]: value }) },
    ipcRenderer: {
      postMessage: (channel: string, message: unknown, ports: readonly MessagePort[]) => {
        passedOn.push({ channel, message, ports: ports.length });
        ports[0]?.postMessage('an answer');
      },
    },
    webUtils: { getPathForFile: (file: File) => (file.name === 'made-here.png' ? '' : `/cases/${file.name}`) },
  };
  const load = (name: string): unknown => (name === 'electron' ? electron : undefined);
  Object.assign(window, { passedOn, require: load });
}

const chromium = findBrowser();

test.skipIf(chromium === null)('the bundled preload script gives a real page two things and one port', async () => {
  const browser = await playwright.launch({ executablePath: chromium!, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.addInitScript(standInForElectron);
  await page.addInitScript({ path: join(programs, 'preload.cjs') });
  await page.goto('http://overread.test/');
  const seen = await page.evaluate(async (message) => {
    const bridge = window.overread!;
    const paths = bridge.pathsOf([new File([], 'a.dcm'), new File([], 'made-here.png')]);
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    const [other, third] = [new MessageChannel(), new MessageChannel()];
    window.postMessage('something else', window.location.origin, [other.port2]);
    window.postMessage(message, window.location.origin);
    window.postMessage(message, window.location.origin, [third.port1, third.port2]);
    window.postMessage(message, window.location.origin, [port2]);
    const answer = await answered;
    const { passedOn } = window as unknown as { passedOn: unknown[] };
    return { names: Object.keys(bridge), host: bridge.host, paths, answer, passedOn };
  }, portMessage);
  await browser.close();
  expect(seen).toEqual({
    names: ['host', 'pathsOf'],
    host: 'electron',
    paths: ['/cases/a.dcm'],
    answer: 'an answer',
    passedOn: [{ channel: portMessage, message: null, ports: 1 }],
  });
});

test('no package is bundled by mistake: they are loaded from node_modules', () => {
  const files = readdirSync(programs).filter((name) => name.endsWith('.js'));
  const source = files.map((name) => readFileSync(join(programs, name), 'utf8')).join('\n');
  for (const name of ['electron', 'better-sqlite3', 'sharp', '@orpc/server', 'zod'])
    expect(source).toContain(`from "${name}`);
  expect(source).not.toContain('node_modules/');
});

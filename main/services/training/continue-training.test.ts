import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { trainModel } from './train-model.ts';
import type { TrainOptions } from './settings/train-settings.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const engine = await createLocalEngine({ threads: 1 });
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'continued-'));
  const random = createRandom('continued');
  for (const [index, label] of ['NORMAL', 'PNEUMONIA'].entries()) {
    await mkdir(join(place, 'clinic', label), { recursive: true });
    for (let i = 0; i < 16; i++) {
      const pixels = Uint8Array.from({ length: 256 }, (_, at) => random.uniform(0, 150) + (at > 128 ? 60 * index : 0));
      const bytes = await renderPng(makeFrame({ rows: 16, columns: 16, pixels }));
      await writeFile(join(place, 'clinic', label, `${i}.png`), bytes);
    }
  }
});
afterAll(async () => {
  await engine.close();
  await rm(place, { recursive: true });
});

/** Sums of gradients, Adam's moments, running statistics, averages, Dropout, mixup and changed images: all that could be lost. */
const optionsFor = (folder: string, settings: TrainOptions['settings'] = {}): TrainOptions => ({
  data: [join(place, 'clinic')],
  out: join(place, folder, 'chest'),
  command: 'overread train …',
  checkpointMinutes: 1e-9,
  settings: { network: 'small-cnn', size: 16, batch: 8, epochs: 3, accumulate: 2, mixup: 0.2, views: 1, ...settings },
});
const run = (options: TrainOptions) => trainModel(options, { engine, decoder, onProgress: () => undefined });
const modelOf = (folder: string) => readFile(join(place, folder, 'chest', 'model.onnx'));

/** Kills the training's process as soon as it says what is waited for. */
function killAt(line: string, options: TrainOptions): Promise<void> {
  const program = fileURLToPath(new URL('../../../tests/support/train-child.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'ignore'] });
  createInterface({ input: child.stdout }).on('line', (said) => said === line && child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`It ended with ${code} before "${line}"`)),
    );
  });
}

describe('a training that was killed', () => {
  test('goes on and ends with the same model, bit for bit', { timeout: 60_000 }, async () => {
    expect(await run(optionsFor('whole'))).toMatchObject({ ok: true });
    const killed = optionsFor('killed');
    await killAt('training 2 5', killed);
    await killAt('validating 2 6', killed);
    expect(await readdir(join(place, 'killed'))).toEqual(['.chest.training']);
    const outcome = await run(killed);
    if (!outcome.ok) throw new FaultError(outcome.error);
    expect((await modelOf('killed')).equals(await modelOf('whole'))).toBe(true);
    expect(outcome.value.card.training!.epochs).toBe(3);
    expect(await readdir(join(place, 'killed'))).toEqual(['chest']);
  });

  test('does not go on with other settings, but begins anew when asked to', { timeout: 60_000 }, async () => {
    const first = optionsFor('other', { epochs: 2 });
    await killAt('training 2 4', first);
    const other = optionsFor('other', { epochs: 2, learningRate: 2e-3 });
    const outcome = await run(other);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'training.other-checkpoint' } });
    expect(await run({ ...other, restart: true })).toMatchObject({ ok: true });
  });
});

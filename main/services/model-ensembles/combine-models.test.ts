import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { makeCard, makeOnnx } from '../../../tests/support/make-model.ts';
import { loadModels } from '../models/installed-models.ts';
import { combineModels } from './combine-models.ts';
import type { CombineOptions } from './combine-options.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const engine = await createLocalEngine({ threads: 1 });
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'combining-'));
  await makeImages('clinic', ['train', 'val']);
  await makeImages('unsplit', ['']);
  for (const [id, temperature] of [
    ['mild', 8],
    ['bold', 1],
  ] as const)
    await install(id, { calibration: { temperature, fittedOn: 'x' } });
  await install('three', { labels: ['COVID', 'NORMAL', 'PNEUMONIA'] });
});
afterAll(async () => {
  await engine.close();
  await rm(place, { recursive: true });
});

/** Grey squares with noise, brighter for PNEUMONIA: the models of the tests call bright images that. */
async function makeImages(name: string, splits: readonly string[]): Promise<void> {
  const random = createRandom(name);
  const rows = [splits[0] === '' ? 'file,label,patient' : 'file,label,patient,split'];
  await mkdir(join(place, name), { recursive: true });
  for (let i = 0; i < 40; i++) {
    const label = i % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    const level = (i % 2 === 0 ? 90 : 140) + 25 * random.normal();
    const pixels = Uint8Array.from({ length: 256 }, () => level + random.uniform(-9, 9));
    await writeFile(join(place, name, `${i}.png`), await renderPng(makeFrame({ rows: 16, columns: 16, pixels })));
    const split = splits.length > 1 ? `,${i < 8 ? splits[0] : splits[1]}` : '';
    rows.push(`${i}.png,${label},p${i}${split}`);
  }
  await writeFile(join(place, name, 'index.csv'), `${rows.join('\n')}\n`);
}

async function install(id: string, card: Partial<ModelCard>): Promise<void> {
  const folder = join(place, 'models', id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.onnx'), makeOnnx());
  await writeFile(join(folder, 'card.json'), JSON.stringify(makeCard({ ...card, id: id as ModelCard['id'] })));
}

function combine(overrides: Partial<CombineOptions> = {}) {
  const options: CombineOptions = {
    models: ['mild', 'bold'],
    data: [join(place, 'clinic')],
    out: join(place, 'made', 'both'),
    shiftedValidation: false,
    sensitivity: 0.9,
    command: 'overread models combine …',
    modelPlaces: [join(place, 'models')],
    ...overrides,
  };
  return combineModels(options, { engine, decoder, onRead: () => undefined });
}
const faultOf = async (overrides: Partial<CombineOptions>): Promise<string> => {
  const outcome = await combine(overrides);
  return outcome.ok ? 'none' : sentenceOf(outcome.error);
};

describe('combining models', () => {
  test('writes a model that loads, calibrated on the validation patients only', async () => {
    const outcome = await combine();
    if (!outcome.ok) throw new FaultError(outcome.error);
    const { card } = outcome.value;
    const { models, faults } = await loadModels(join(place, 'made'));
    expect(faults).toEqual([]);
    expect(models[0]!.card).toEqual(card);
    expect(card).toMatchObject({
      id: 'both',
      labels: ['NORMAL', 'PNEUMONIA'],
      network: { name: 'mean of 2 × bright', parameters: 10 },
      calibration: { fittedOn: 'validation patients of clinic' },
      metrics: [{ dataset: 'clinic', auc: { n: 32 } }],
    });
    expect(card.operatingPoints[0]!.sensitivity!.value).toBeGreaterThanOrEqual(0.9);
    // Its members are the same but for their temperatures, which are fitted anew: so it says what they say.
    const again = await combine({ models: [join(place, 'made', 'both')], out: join(place, 'again', 'both') });
    const alone = await combine({ models: ['bold'], out: join(place, 'again', 'bold') });
    if (!again.ok || !alone.ok) throw new Error('not combined');
    expect(card.operatingPoints[0]!.threshold).toBeCloseTo(alone.value.card.operatingPoints[0]!.threshold, 3);
    expect(again.value.card.operatingPoints[0]!.threshold).toBeCloseTo(card.operatingPoints[0]!.threshold, 4);
    expect(card.training?.command).toContain('overread models combine …');
  });

  test('of one alone keeps the graph and measures it anew', async () => {
    const outcome = await combine({ models: ['bold'], out: join(place, 'alone', 'again'), version: '3.0.0' });
    expect(outcome).toMatchObject({ ok: true, value: { card: { version: '3.0.0', network: { name: 'bright' } } } });
  });

  test('counts changed copies of the images where asked to, and says so', async () => {
    const outcome = await combine({ shiftedValidation: true, out: join(place, 'shifted', 'both') });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const { metrics, calibration, operatingPoints } = outcome.value.card;
    expect(metrics.map(({ dataset, auc }) => [dataset, auc.n])).toEqual([
      ['clinic', 32],
      ['clinic, changed copies', 32],
    ]);
    expect(calibration.fittedOn).toBe('validation patients and changed copies of their images of clinic');
    expect(operatingPoints[0]!.sensitivity!.n).toBe(32);
    const card: unknown = JSON.parse(await readFile(join(place, 'shifted', 'both', 'card.json'), 'utf8'));
    expect(card).toEqual(outcome.value.card);
  });

  test('refuses what does not fit, in a sentence', async () => {
    expect(await faultOf({ models: ['mild', 'three'] })).toContain('know other labels');
    expect(await faultOf({ models: ['nobody'] })).toContain('There is no model “nobody”');
    expect(await faultOf({ models: [] })).toContain('Name at least one model');
    expect(await faultOf({ data: [join(place, 'unsplit')] })).toContain('does not say which images are for validation');
    expect(await faultOf({ data: [] })).toContain('Name a folder of images');
  });
});

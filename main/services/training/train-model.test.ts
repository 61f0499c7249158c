import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelCardSchema } from '../../domain/models/model-card.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { createBuilder, int } from '../../graph/ir/builder.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { EngineStoppedError } from '../../runtime/engine.ts';
import type { Engine } from '../../runtime/engine.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { readSeenImages, shortHash } from './model-folder/seen-images.ts';
import { trainModel } from './train-model.ts';
import type { TrainOptions, RunProgress } from './settings/train-settings.ts';
import type { TrainingHooks } from './loop/trainer.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const engine = await createLocalEngine({ threads: 1 });
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'training-'));
  await makeClinic('clinic', 24);
  await makeClinic('other', 8);
});
afterAll(async () => {
  await engine.close();
  await rm(place, { recursive: true });
});

/** PNG files: noise, brighter in the lower half for PNEUMONIA. */
async function makeClinic(name: string, perLabel: number, labels = ['NORMAL', 'PNEUMONIA']): Promise<void> {
  const random = createRandom(name);
  for (const [index, label] of labels.entries()) {
    await mkdir(join(place, name, label), { recursive: true });
    for (let i = 0; i < perLabel; i++) {
      const pixels = Uint8Array.from({ length: 576 }, (_, at) => random.uniform(0, 120) + (at > 288 ? 100 * index : 0));
      const bytes = await renderPng(makeFrame({ rows: 24, columns: 24, pixels }));
      await writeFile(join(place, name, label, `${i}.png`), bytes);
    }
  }
}

function run(overrides: Partial<TrainOptions> = {}, hooks: Partial<TrainingHooks> = {}) {
  const options: TrainOptions = {
    data: [join(place, 'clinic'), join(place, 'other')],
    out: join(place, 'models', 'lower-half'),
    command: 'overread train …',
    ...overrides,
    settings: { network: 'small-cnn', size: 16, batch: 8, epochs: 2, learningRate: 5e-3, ...overrides.settings },
  };
  return trainModel(options, { engine, decoder, onProgress: () => undefined, ...hooks });
}
async function faultOf(overrides: Partial<TrainOptions>, hooks?: Partial<TrainingHooks>): Promise<string> {
  const outcome = await run(overrides, hooks);
  return outcome.ok ? 'none' : sentenceOf(outcome.error);
}

describe('a training', () => {
  test('may judge, calibrate and choose its threshold on changed copies of the validation images too', async () => {
    const settings = { shiftedValidation: true, augmentationKind: 'robust', epochs: 1 } as const;
    const outcome = await run({ out: join(place, 'models', 'shifted'), settings });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const { metrics, calibration, operatingPoints } = outcome.value.card;
    const [clinic] = metrics;
    expect(metrics.map(({ dataset }) => dataset)).toEqual(['clinic', 'other', 'clinic, changed copies']);
    expect(metrics[2]!.auc.n).toBe(clinic!.auc.n);
    expect(calibration.fittedOn).toContain('changed copies of their images of clinic');
    const { sensitivity, specificity } = operatingPoints[0]!;
    expect(sensitivity!.n + specificity!.n).toBe(2 * clinic!.auc.n);
  });

  test('writes a model that runs, with a card that says where it comes from', async () => {
    await writeFile(join(place, 'clinic', 'NORMAL', 'broken.png'), 'not a picture');
    const outcome = await run({
      title: 'Lower half',
      version: '2.0.0',
      description: 'Finds the lower half.',
      intendedUse: 'Tests of training.',
      limits: ['Knows noise only.', 'Knows grey only.'],
      licence: 'CC0-1.0',
    });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const { folder, notes } = outcome.value;
    expect((await readdir(folder)).sort()).toEqual([
      'card.json',
      'curves.csv',
      'curves.json',
      'model.onnx',
      'seen-images.json',
    ]);
    expect(notes).toEqual([
      {
        code: 'dataset.file-left-out',
        details: { dataset: 'clinic', file: 'NORMAL/broken.png', fault: { code: expect.any(String), details: {} } },
      },
      { code: 'training.patients-unknown', details: { dataset: 'clinic' } },
      { code: 'training.patients-unknown', details: { dataset: 'other' } },
    ]);

    // What it learnt from and was judged by, by the files' content: 2 × 24 and 2 × 8 images.
    const seen = (await readSeenImages(folder))!;
    const one = await readFile(join(place, 'other', 'NORMAL', '3.png'));
    expect([seen.images.length, seen.unknownFrom]).toEqual([64, []]);
    expect(seen.images).toContain(shortHash(createHash('sha256').update(one).digest('hex')));

    const card = modelCardSchema.parse(JSON.parse(await readFile(join(folder, 'card.json'), 'utf8')));
    expect(card).toEqual(outcome.value.card);
    expect([card.id, card.title, card.labels]).toEqual(['lower-half', 'Lower half', ['NORMAL', 'PNEUMONIA']]);
    expect([card.version, card.description, card.intendedUse, card.licence]).toEqual([
      '2.0.0',
      'Finds the lower half.',
      'Tests of training.',
      'CC0-1.0',
    ]);
    expect(card.limits.slice(0, 2)).toEqual(['Knows noise only.', 'Knows grey only.']);
    expect(card.limits.at(-1)).toMatch(/^Whose each image is was not known/);
    expect(card.training!.datasets[0]!.splitBy).toMatchObject({ isGiven: false });
    expect(card.calibration.fittedOn).toBe('validation images of clinic');
    expect(card.operatingPoints.map(({ label, rule }) => [label, rule])).toEqual([
      ['PNEUMONIA', '95 % sensitivity on validation images'],
      ['PNEUMONIA', 'calibrated probability of one half'],
    ]);
    expect(card.metrics.map(({ dataset }) => dataset)).toEqual(['clinic', 'other']);
    expect(card.training!.datasets[0]!.splits.map(({ images }) => images)).toEqual([40, 8]);

    const model = await readFile(join(folder, 'model.onnx'));
    expect(createHash('sha256').update(model).digest('hex')).toBe(card.sha256);
    expect(readOnnx(model).metadata.get('overread.labels')).toBe('["NORMAL","PNEUMONIA"]');
    const session = await engine.open({ model });
    const image = float32([3, 1, 16, 16], new Float32Array(3 * 256));
    const outputs = await session.run({ [card.values.input]: image });
    expect(outputs[card.values.logits]!.dims).toEqual([3, 2]);
    expect(outputs[card.values.heatmap!]!.dims.length).toBe(4);
  });

  test('says before it starts what it cannot do', async () => {
    expect(await faultOf({ settings: { network: 'resnet-9000' } })).toMatch(
      /Choose one of .*small-cnn.*compact-resnet/,
    );
    expect(await faultOf({ settings: { network: 'compact-resnet', size: 100 } })).toMatch(/multiples of 16/);
    expect(await faultOf({ normalLabel: 'fine' })).toMatch(/no label “fine”/);
    expect(await faultOf({ out: join(place, 'a name') })).toMatch(/can’t be a model’s name/);
    expect(await faultOf({ out: join(place, 'clinic') })).toMatch(/is not a model/);
    expect(await faultOf({ data: [] })).toMatch(/at least one folder/);
    const together = { loss: 'binary-cross-entropy', logSoftmax: true } as const;
    expect(await faultOf({ settings: together })).toMatch(/LogSoftmax makes labels exclude each other/);
    expect(await faultOf({ settings: { classWeights: [1, 2, 3] } })).toMatch(
      /3 class weights were given for the labels/,
    );
    const lone = { network: 'resnet18', size: 32, accumulate: 5 };
    expect(await faultOf({ settings: lone })).toMatch(/normalisation “layer4.* one number of each channel at a time/);
    await makeClinic('foreign', 8, ['NORMAL', 'FRACTURE']);
    expect(await faultOf({ data: [join(place, 'clinic'), join(place, 'foreign')] })).toMatch(
      /FRACTURE, which “clinic” does(n’t| not) have/,
    );
  });

  test('begins with another model: the same labels keep its head, others get a new one', async () => {
    const base = join(place, 'models', 'lower-half');
    const settings = { network: undefined, size: undefined, train: 'head', epochs: 1 };
    const same = await run({
      out: join(place, 'models', 'more'),
      from: 'lower-half',
      modelPlaces: [join(place, 'models')],
      settings,
    });
    if (!same.ok) throw new FaultError(same.error);
    const card = modelCardSchema.parse(JSON.parse(await readFile(join(base, 'card.json'), 'utf8')));
    expect(same.value.card.preprocessing).toEqual(card.preprocessing);
    expect(same.value.card.training).toMatchObject({ startedFrom: 'lower-half', trainedParameters: 322 });
    expect(same.value.notes.some(({ code }) => code === 'training.new-head')).toBe(false);
    await makeClinic('three', 8, ['A', 'B', 'C']);
    const data = [join(place, 'three')];
    const other = await run({ data, out: join(place, 'models', 'abc'), from: join(base, 'model.onnx'), settings });
    if (!other.ok) throw new FaultError(other.error);
    expect(other.value.card.labels).toEqual(['A', 'B', 'C']);
    expect(other.value.card.training!.trainedParameters).toBe(483);
    expect(other.value.notes[0]).toEqual({
      code: 'training.new-head',
      details: { model: 'model', labels: ['A', 'B', 'C'] },
    });
    const trained = readOnnx(await readFile(join(place, 'models', 'abc', 'model.onnx'))).initializers;
    const before = readOnnx(await readFile(join(base, 'model.onnx'))).initializers;
    const kernel = [...before].find(([, { dims }]) => dims.length === 4)![0];
    expect(trained.get(kernel)!.data).toEqual(before.get(kernel)!.data);
    expect(await faultOf({ from: 'nothing' })).toMatch(/There is no model “nothing”/);
    await mkdir(join(place, 'damaged'));
    for (const file of ['card.json', 'model.onnx']) await writeFile(join(place, 'damaged', file), '{');
    expect(await faultOf({ from: join(place, 'damaged'), settings })).toMatch(/“damaged”.*card\.json has faults/);
    const named = await run({
      out: join(place, 'models', 'named'),
      from: base,
      settings: { train: 'head', epochs: 1 },
    });
    expect(named).toMatchObject({ ok: true, value: { card: { training: { startedFrom: 'lower-half' } } } });
  });

  test('stops before it begins where an operator cannot be differentiated, and names it with its node', async () => {
    const builder = createBuilder({ opset: 20 });
    const image = builder.input('image', { type: 'float32', dims: ['N', 1, 16, 16] });
    const kernel = builder.initializer('conv.weight', float32([2, 1, 3, 3], new Float32Array(18).fill(0.1)));
    const map = builder.node('Conv', [image, kernel]);
    const odd = builder.node('Mod', [map, builder.scalar(3)], { fmod: int(1) }, 'odd');
    const features = builder.node('Flatten', [builder.node('GlobalAveragePool', [odd])]);
    const weight = builder.initializer('fc.weight', float32([2, 2], [1, 0, 0, 1]));
    builder.output(builder.node('Gemm', [features, weight], {}, 'logits'), { type: 'float32', dims: ['N', 2] });
    const from = join(place, 'odd.onnx');
    await writeFile(from, writeOnnx(builder.finish()));
    const settings = { network: undefined, size: undefined, train: 'all' };
    const outcome = await run({ from, out: join(place, 'models', 'odd'), settings });
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'training.not-differentiable', details: { operator: 'Mod', node: 'odd.node' } },
    });
  });

  test('learns labels that may be there together', async () => {
    const labels = ['EFFUSION', 'NODULE', 'NORMAL', 'EFFUSION|NODULE'];
    await makeClinic(
      'together',
      8,
      labels.map((_, i) => `kind ${i}`),
    );
    const rows = labels.flatMap((label, kind) => Array.from({ length: 8 }, (_, i) => `kind ${kind}/${i}.png,${label}`));
    await writeFile(join(place, 'together', 'index.csv'), ['file,label', ...rows].join('\n'));
    const data = [join(place, 'together')];
    expect(await faultOf({ data })).toMatch(/images with several labels\./);
    const normalLabel = 'fine';
    expect(await faultOf({ data, normalLabel, settings: { loss: 'binary-cross-entropy' } })).toMatch(/no label “fine”/);
    const outcome = await run({ data, out: join(place, 'models', 'both'), settings: { loss: 'binary-cross-entropy' } });
    if (!outcome.ok) throw new FaultError(outcome.error);
    const { card } = outcome.value;
    expect([card.labels, card.activation]).toEqual([['EFFUSION', 'NODULE'], 'sigmoid']);
    expect(new Set(card.operatingPoints.map(({ label }) => label))).toEqual(new Set(card.labels));
    const [train, val] = card.training!.datasets[0]!.splits.map(({ perLabel }) => perLabel);
    const sum = card.training!.datasets[0]!.splits.map(({ images }) => images).reduce((a, b) => a + b);
    expect([train!['EFFUSION']! + val!['EFFUSION']!, train!['NORMAL']! + val!['NORMAL']!, sum]).toEqual([16, 8, 32]);
  });

  test.each([
    ['Failed to allocate memory for a buffer of size 4096', undefined, /memory is too small.*smaller batch size/],
    ['no space left on device, write', 'ENOSPC', /can’t be written.*the disk is full/],
  ])('says what to do on "%s"', async (text, code, sentence) => {
    const open = (): Promise<never> => Promise.reject(Object.assign(new Error(text), { code }));
    expect(await faultOf({ out: join(place, 'models', 'vast') }, { engine: { ...engine, open } })).toMatch(sentence);
  });

  test('writes nothing when it is cancelled while it reads', async () => {
    const out = join(place, 'models', 'never');
    expect(await faultOf({ out }, { signal: AbortSignal.abort() })).toMatch(/was cancelled/);
    await expect(readdir(out)).rejects.toThrow();
  });

  test('leaves the model before it as it is when it is cancelled in its first epoch', async () => {
    const out = join(place, 'kept', 'chest');
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'card.json'), 'the card before');
    const interruption = new AbortController();
    const onProgress = ({ phase }: RunProgress): void => void (phase === 'training' && interruption.abort());
    const outcome = await run({ out }, { signal: interruption.signal, onProgress });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'training.stopped-early' } });
    expect(await readFile(join(out, 'card.json'), 'utf8')).toBe('the card before');
    expect([await readdir(out), await readdir(join(place, 'kept'))]).toEqual([['card.json'], ['chest']]);
  });

  test('outlives an engine process that stops while the trained model is measured', async () => {
    let stopsLeft = 0;
    const fragile: Engine = {
      ...engine,
      async open(options) {
        const session = await engine.open(options);
        const stop = (): Promise<never> => Promise.reject(new EngineStoppedError());
        return { ...session, run: (...call) => (stopsLeft-- > 0 ? stop() : session.run(...call)) };
      },
    };
    const once: Partial<TrainOptions> = { out: join(place, 'models', 'measured'), settings: { epochs: 1 } };
    let stops = 1;
    const onProgress = ({ phase }: RunProgress): void => {
      if (phase === 'writing') stopsLeft = stops;
    };
    expect(await faultOf(once, { engine: fragile, onProgress })).toBe('none');
    stops = Infinity;
    expect(await faultOf(once, { engine: fragile, onProgress })).toMatch(/stopped twice while it measured/);
  });
});

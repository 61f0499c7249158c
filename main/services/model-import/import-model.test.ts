import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sigmoid, softmax } from '../../domain/statistics/activation.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, int, type GraphBuilder } from '../../graph/ir/builder.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { networks } from '../../networks/architectures/architectures.ts';
import { blockOf } from '../../networks/trainable.ts';
import { writeSafetensors } from '../../networks/weights/safetensors.ts';
import type { Engine } from '../../runtime/engine.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { chooseModels, loadModels } from '../models/installed-models.ts';
import { createPredictor } from '../inference/predictor.ts';
import { prepareImage } from '../decoding/prepare-image.ts';
import { createScorer } from '../inference/scorer.ts';
import { importModel } from './import-model.ts';
import type { ImportOptions } from './import-options.ts';
import { FaultError } from '../../domain/faults/fault.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';

let engine: Engine;
let place: string;
beforeAll(async () => {
  engine = await createLocalEngine({ threads: 1 });
});
afterAll(() => engine.close());
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'importing-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../tests/fixtures/exports/${name}`, import.meta.url));
const answers = JSON.parse(new TextDecoder().decode(fixture('answers.json'))) as Record<string, number[]>;
const three = ['NORMAL', 'PNEUMONIA', 'COVID'];

function bringIn(bytes: Uint8Array, options: Partial<ImportOptions> = {}) {
  const all = { fileName: 'Tiny export.onnx', command: 'models import', labels: three, ...options };
  return importModel(bytes, all, { engine, place, installed: ['bundled'] });
}

async function cardOf(bytes: Uint8Array, options: Partial<ImportOptions> = {}): Promise<ModelCard> {
  const outcome = await bringIn(bytes, options);
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value.card;
}

/** The installed model's answer for the image of tests/fixtures/exports.py, twice over. */
async function logitsOf(card: ModelCard): Promise<number[]> {
  const { models, faults } = await loadModels(place);
  expect(faults).toEqual([]);
  const session = await engine.open({ model: await models.find((model) => model.card.id === card.id)!.modelBytes() });
  const image = Array.from({ length: 3 * 32 * 32 }, (_, index) => Math.sin(index));
  const outputs = await session.run({ [card.values.input]: float32([2, 3, 32, 32], [...image, ...image]) });
  await session.close();
  return Array.from(outputs[card.values.logits]!.data, Number).slice(-card.labels.length);
}

describe('an ONNX classifier', () => {
  test('of a fixed number of images takes any, and answers as before', async () => {
    const card = await cardOf(fixture('fixed.onnx'));
    expect(card).toMatchObject({
      id: 'Tiny-export',
      values: { input: 'pixels', logits: 'answer', heatmap: expect.any(String) },
      preprocessing: { channels: 3, height: 32, width: 32, views: [{ scale: 1 }] },
    });
    (await logitsOf(card)).forEach((logit, label) => expect(logit).toBeCloseTo(answers['fixed']![label]!, 5));
  });

  test('that ends in a softmax is taken up to it', async () => {
    const probabilities = softmax(await logitsOf(await cardOf(fixture('softmax.onnx'))), 1);
    probabilities.forEach((value, label) => expect(value).toBeCloseTo(answers['softmax']![label]!, 5));
  });

  test('of one sigmoid becomes one of two labels', async () => {
    const card = await cardOf(fixture('sigmoid.onnx'), { labels: ['NORMAL', 'PNEUMONIA'] });
    expect(softmax(await logitsOf(card), 1)[1]).toBeCloseTo(answers['sigmoid']![0]!, 5);
  });

  test('of several sigmoids judges each label by itself, and all but the normal one are findings', async () => {
    const card = await cardOf(fixture('many.onnx'), { labels: ['EFFUSION', 'NODULE', 'MASS'] });
    (await logitsOf(card)).forEach((logit, i) => expect(sigmoid(logit, 1)).toBeCloseTo(answers['many']![i]!, 5));
    expect(card.activation).toBe('sigmoid');
    expect(card.operatingPoints.map(({ label }) => label)).toEqual(card.labels);
    expect(card.limits.join(' ')).toContain('may be there together');
    const withNormal = await cardOf(fixture('many.onnx'), { id: 'other', labels: ['No Finding', 'NODULE', 'MASS'] });
    expect(withNormal.operatingPoints.map(({ label }) => label)).toEqual(['NODULE', 'MASS']);
  });

  test('of logits has labels that exclude each other, unless the person says that they don’t', async () => {
    const card = await cardOf(fixture('fixed.onnx'), { activation: 'sigmoid' });
    expect(card.activation).toBe('sigmoid');
    await expect(cardOf(fixture('softmax.onnx'), { activation: 'sigmoid' })).rejects.toThrow('import.other-activation');
  });

  test('has a card that claims nothing which nobody measured', async () => {
    const card = await cardOf(fixture('fixed.onnx'), { licence: 'MIT', normalisation: { kind: 'per-image' } });
    const point = { threshold: 0.5, rule: 'by convention, not measured', sensitivity: null, specificity: null };
    expect(card).toMatchObject({
      operatingPoints: [{ label: 'PNEUMONIA', ...point }, { label: 'COVID', ...point }], // prettier-ignore
      calibration: { temperature: 1, fittedOn: null },
      training: null,
      metrics: [],
      licence: 'MIT',
      source: { fileName: 'Tiny export.onnx', command: 'models import' },
      preprocessing: { normalisation: { kind: 'per-image' } },
    });
    expect(card.limits.join(' ')).toContain('Not yet evaluated');
  });

  test('with a new head is a start for training: no screening takes it', async () => {
    const card = await cardOf(fixture('softmax.onnx'), { labels: ['NORMAL', 'PNEUMONIA'], replaceHead: true });
    expect(card.operatingPoints).toEqual([]);
    expect(await logitsOf(card)).toHaveLength(2);
    const { models } = await loadModels(place);
    expect(chooseModels(models, [card.id])).toMatchObject({ ok: false, error: { code: 'model.untrained' } });
  });

  test('of one sigmoid takes a new head too', async () => {
    expect(await logitsOf(await cardOf(fixture('sigmoid.onnx'), { replaceHead: true }))).toHaveLength(3);
  });

  test.each<[string, string, Partial<ImportOptions>, RegExp]>([
    ['that is none', 'answers.json', {}, /not an ONNX model/],
    ['of weights alone', '../weights/zip.pth', { fileName: 'zip.pth' }, /“zip\.pth” is a file of weights.*network/],
    ['as weights', 'fixed.onnx', { fileName: 'a.onnx', network: 'resnet18' }, /a whole model.*Name no network/],
    ['of other labels', 'fixed.onnx', { labels: ['A', 'B'] }, /3 answers and 2 labels were named\. Name as many/],
    ['of another size', 'fixed.onnx', { size: 64 }, /fixed at 32 × 32, not 64/],
    ['without such an output', 'fixed.onnx', { logits: 'scores' }, /scores.*answer/],
    ['without such an input', 'fixed.onnx', { input: 'x' }, /Name one of “pixels”/],
    ['without such a map', 'fixed.onnx', { heatmap: 'map' }, /no value “map”/],
    ['of one label', 'fixed.onnx', { labels: ['A'] }, /at least two labels/],
    ['of one label twice', 'fixed.onnx', { labels: ['A', 'A', 'B'] }, /at least two labels, each once/],
    ['by a name that is taken', 'fixed.onnx', { id: 'bundled' }, /“bundled” already/],
    ['by a name that is none', 'fixed.onnx', { id: '../x' }, /can’t be a model’s name/],
    [
      'as weights of an unknown network',
      '../weights/zip.pth',
      { network: 'alexnet', fileName: 'zip.pth' },
      /no network “alexnet”/,
    ],
  ])('%s is refused, and nothing is written', async (_claim, name, options, sentence) => {
    const outcome = await bringIn(fixture(name), options);
    expect(outcome.ok ? '' : sentenceOf(outcome.error)).toMatch(sentence);
    expect(await readdir(place)).toEqual([]);
  });
});

test('a model whose softmax is spelt out is found out by running it', async () => {
  const builder = createBuilder({ name: 'spelt out' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 1, 4, 4] });
  const flat = builder.node('Flatten', [input], { axis: int(1) });
  const weight = builder.initializer(
    'weight',
    float32(
      [16, 3],
      [...Array(48).keys()].map((value) => value / 48),
    ),
  );
  const powers = builder.node('Exp', [builder.node('MatMul', [flat, weight], {}, 'z')]);
  const sums = builder.node('ReduceSum', [powers, builder.ints([1])]);
  builder.output(builder.node('Div', [powers, sums], {}, 'p'), { type: 'float32', dims: ['N', 3] });
  const bytes = writeOnnx(builder.finish());
  expect(await bringIn(bytes)).toMatchObject({ ok: false, error: { code: 'import.gives-probabilities' } });
  expect(await bringIn(bytes, { logits: 'z' })).toMatchObject({ ok: true });
});

test('a model that mixes the images of a batch is found out by running it', async () => {
  const builder = createBuilder({ name: 'mixing' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 1, 4, 4] });
  const flat = builder.node('Flatten', [input], { axis: int(1) });
  const mean = builder.node('ReduceMean', [flat, builder.ints([0])]);
  const mixed = builder.node('Sub', [flat, mean]);
  const weight = builder.initializer('weight', float32([16, 3], [...Array(48).keys()]));
  builder.output(builder.node('MatMul', [mixed, weight], {}, 'y'), { type: 'float32', dims: ['N', 3] });
  const outcome = await bringIn(writeOnnx(builder.finish()));
  expect(outcome).toMatchObject({ ok: false, error: { code: 'import.mixes-images' } });
});

/** Three answers that `make` computes from the flat picture. */
function answering(make: (builder: GraphBuilder, flat: string) => string): Uint8Array {
  const builder = createBuilder({ name: 'answering' });
  const input = builder.input('x', { type: 'float32', dims: ['N', 1, 4, 4] });
  builder.output(make(builder, builder.node('Flatten', [input], { axis: int(1) })), {
    type: 'float32',
    dims: ['N', 3],
  });
  return writeOnnx(builder.finish());
}

const linear = (builder: GraphBuilder, flat: string): string => {
  const random = createRandom('linear');
  return builder.node('MatMul', [
    flat,
    builder.initializer('weight', float32([16, 3], Array.from({ length: 48 }, () => random.uniform(-1, 1)))), // prettier-ignore
  ]);
};

test.each<[string, (builder: GraphBuilder, flat: string) => string, readonly string[]]>([
  ['logits are no matter', linear, []],
  [
    'the same for every picture',
    (builder, flat) =>
      builder.node('Add', [
        builder.node('Mul', [linear(builder, flat), builder.scalar(0)]),
        builder.initializer('bias', float32([3], [0.2, -1, 3])),
      ]),
    ['import.same-answers'],
  ],
])('answers that are %s', async (_claim, make, doubts) => {
  const outcome = await bringIn(answering(make));
  if (!outcome.ok) throw new FaultError(outcome.error);
  const codes = outcome.value.notes.map(({ code }) => code);
  expect(codes.filter((code) => code === 'import.same-answers')).toEqual(doubts);
});

test('answers that stay between 0 and 1 are refused, unless a person names them as logits', async () => {
  const bytes = answering((builder, flat) => {
    const powers = builder.node('Exp', [builder.node('Neg', [linear(builder, flat)])]);
    return builder.node('Div', [builder.scalar(1), builder.node('Add', [powers, builder.scalar(1)])]);
  });
  const refused = await bringIn(bytes);
  const fault = refused.ok ? null : refused.error;
  if (fault?.code !== 'import.perhaps-probabilities') throw new Error('It was not refused as probabilities');
  expect(await bringIn(bytes, { logits: fault.details.value })).toMatchObject({ ok: true });
});

test.each(['QuantizeLinear', 'DequantizeLinear', 'DynamicQuantizeLinear', 'QLinearConv', 'MatMulInteger'])(
  'a model with %s is refused as quantised',
  async (op) => {
    const outcome = await bringIn(answering((builder, flat) => builder.node(op, [flat])));
    expect(outcome.ok ? '' : sentenceOf(outcome.error)).toMatch(
      new RegExp(`\\(${op}\\): the model is quantised, which is not handled; take`),
    );
  },
);

describe('a weight file', () => {
  const build = (labels: number) =>
    networks['small-cnn']!.create({ labels, height: 64, width: 64, channels: 1, random: createRandom(9) });
  function fileOf(labels: number): Uint8Array {
    const { graph, blocks } = build(labels);
    return writeSafetensors(new Map([...graph.initializers].filter(([name]) => blockOf(name, blocks) >= 0)));
  }
  const options = { fileName: 'small.safetensors', network: 'small-cnn', size: 64, labels: ['NORMAL', 'PNEUMONIA'] };

  test('becomes a model that scores a phantom', async () => {
    const card = await cardOf(fileOf(2), options);
    expect(card.network).toMatchObject({ name: 'small-cnn', parameters: 187_730 });
    const { models } = await loadModels(place);
    await using predictor = createPredictor(engine);
    const { frame } = createPhantom({ seed: '1', label: 'PNEUMONIA', size: 128 });
    const image = prepareImage(frame, models[0]!.card.preprocessing);
    const [score] = await createScorer(predictor).score(models[0]!, [image]);
    expect(score).toMatchObject({ ok: true, value: { findings: [{ label: 'PNEUMONIA', threshold: 0.5 }] } });
  });

  test('of other classes needs the word for a new head', async () => {
    const file = fileOf(5);
    expect(await bringIn(file, options)).toMatchObject({ ok: false, error: { code: 'weights.do-not-fit' } });
    const card = await cardOf(file, { ...options, replaceHead: true });
    expect(card.operatingPoints).toEqual([]);
    expect(card.limits.join(' ')).toContain('New, with random values that training has to teach: fc.weight, fc.bias.');
  });
});

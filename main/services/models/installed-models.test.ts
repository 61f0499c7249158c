import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelId } from '../../domain/ids.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { makeCard, makeOnnx } from '../../../tests/support/make-model.ts';
import { chooseModels, loadModels } from './installed-models.ts';
import { sentenceOf } from '../../contract/messages/message-sentences.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(name: string, overrides: Partial<ModelCard> = {}, onnx: Uint8Array = makeOnnx()): void {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'card.json'), JSON.stringify(makeCard({ id: name as ModelId, ...overrides })));
  writeFileSync(join(folder, name, 'model.onnx'), onnx);
}

describe('loadModels', () => {
  test('loads the models of a folder in the order of their names', async () => {
    install('b');
    install('a');
    const { models, faults } = await loadModels(folder);
    expect(faults).toEqual([]);
    expect(models.map(({ card }) => card.id)).toEqual(['a', 'b']);
    expect(await models[0]!.modelBytes()).toEqual(Buffer.from(makeOnnx()));
  });

  test('loads those of several folders, the first of a name', async () => {
    install('mine');
    const own = folder;
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    install('mine', { title: 'Another' });
    install('alone');
    const { models, faults } = await loadModels(own, folder);
    rmSync(own, { recursive: true });
    expect(models.map(({ card }) => [card.id, card.title])).toEqual([
      ['mine', 'Bright images'],
      ['alone', 'Bright images'],
    ]);
    expect(faults).toEqual([{ code: 'model.name-taken', details: { model: 'mine' } }]);
  });

  test('has nothing to say of a folder that is not there', async () => {
    expect(await loadModels(join(folder, 'nowhere'))).toEqual({ models: [], faults: [] });
  });

  test('reads nothing but files', async () => {
    install('folder');
    rmSync(join(folder, 'folder/model.onnx'));
    mkdirSync(join(folder, 'folder/model.onnx'));
    expect((await loadModels(folder)).faults).toMatchObject([{ code: 'model.no-file', details: { model: 'folder' } }]);
    if (process.platform === 'win32') return;
    rmSync(join(folder, 'folder/model.onnx'), { recursive: true });
    symlinkSync('/dev/zero', join(folder, 'folder/model.onnx'));
    expect((await loadModels(folder)).faults).toMatchObject([{ code: 'model.no-file', details: { model: 'folder' } }]);
  });

  test.each<[string, Partial<ModelCard>, RegExp]>([
    ['whose ONNX file is another one', { sha256: '0'.repeat(64) }, /not the file that its card was written for/],
    ['whose card is of another model', { id: 'other' as ModelId }, /Its card says it is “other”/],
    ['with a card that has faults', { version: undefined as unknown as string }, /faults \(.*version/],
    ['with more labels than logits', { labels: ['NORMAL', 'PNEUMONIA', 'COVID'] }, /no output “logits” with 3 values/],
    [
      'with a map that is not in the graph',
      { values: { input: 'image', logits: 'logits', heatmap: 'nowhere' } },
      /no value “nowhere”/,
    ],
    [
      'with an input of another size',
      { preprocessing: { ...makeCard().preprocessing, height: 8 } },
      /no input “image” of 1 × 8 × 16/,
    ],
    [
      'whose numbers would make pixels infinite',
      { preprocessing: { ...makeCard().preprocessing, normalisation: { kind: 'fixed', mean: [0], std: [0] } } },
      /faults \(.*normalisation\.std\[0\]/,
    ],
    [
      'with percentiles beyond a hundred',
      { preprocessing: { ...makeCard().preprocessing, intensity: { kind: 'percentile', low: 1, high: 101 } } },
      /faults \(.*intensity\.high/,
    ],
    [
      'with an operating point for an unknown label',
      { operatingPoints: makeCard().operatingPoints.map((point) => ({ ...point, label: 'COVID' })) },
      /“COVID”, which is not a label/,
    ],
  ])('names a model %s, and loads the others', async (_claim, overrides, sentence) => {
    install('bad', overrides);
    install('good');
    const { models, faults } = await loadModels(folder);
    expect(models.map(({ card }) => card.id)).toEqual(['good']);
    expect(faults.map(sentenceOf)).toEqual([expect.stringMatching(sentence)]);
    expect(faults[0]).toMatchObject({ details: { model: 'bad' } });
  });

  test('names a model that is no ONNX file, or not there', async () => {
    install('bad');
    rmSync(join(folder, 'bad', 'model.onnx'));
    mkdirSync(join(folder, 'empty'));
    const { faults } = await loadModels(folder);
    expect(faults.map(sentenceOf)).toEqual([
      expect.stringContaining('it has no model.onnx'),
      expect.stringContaining('it has no card.json'),
    ]);
  });

  test('does not hand out a file that was replaced after loading', async () => {
    install('a');
    const { models } = await loadModels(folder);
    writeFileSync(join(folder, 'a', 'model.onnx'), 'something else');
    await expect(models[0]!.modelBytes()).rejects.toThrow(/model\.other-file/);
  });
});

describe('chooseModels', () => {
  test('takes those named, and tells of a name that is not installed', async () => {
    install('a');
    install('b');
    const { models } = await loadModels(folder);
    expect(chooseModels(models, ['b' as ModelId])).toEqual({ ok: true, value: [models[1]] });
    expect(chooseModels(models, ['c' as ModelId])).toMatchObject({
      ok: false,
      error: { code: 'model.unknown', details: { installed: ['a', 'b'] } },
    });
  });

  test('says so where a model has not learned its labels', async () => {
    install('a');
    install('start', { operatingPoints: [] });
    const { models } = await loadModels(folder);
    expect(chooseModels(models, ['start' as ModelId])).toMatchObject({ ok: false, error: { code: 'model.untrained' } });
  });
});

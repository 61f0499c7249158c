import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelCard } from '../../../domain/models/model-card.ts';
import { refuseFolder, writeModel } from './write-model.ts';
import type { ModelFiles } from './write-model.ts';
import { sentenceOf } from '../../../contract/messages/message-sentences.ts';

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'models-'));
});
afterAll(() => rm(place, { recursive: true }));

const epoch = {
  epoch: 1,
  learningRate: 0.001,
  trainingLoss: 0.5,
  validationLoss: 0.4,
  auc: 0.9,
  aucInterval95: null,
  validationImages: null,
  accuracy: 0.8,
  isBest: true,
};
const filesOf = (model: string): ModelFiles => ({
  model: new TextEncoder().encode(model),
  card: { title: model } as ModelCard,
  curves: { epochs: [epoch], validation: [] },
});

describe('a model folder', () => {
  test('is written whole, replaces the model before it and leaves nothing beside it', async () => {
    const folder = join(place, 'deep', 'chest');
    await writeModel(folder, filesOf('first'));
    expect(await refuseFolder(folder)).toBeNull();
    await writeModel(folder, filesOf('second'));
    expect((await readdir(folder)).sort()).toEqual(['card.json', 'curves.csv', 'curves.json', 'model.onnx']);
    expect(await readFile(join(folder, 'model.onnx'), 'utf8')).toBe('second');
    expect(await readFile(join(folder, 'curves.csv'), 'utf8')).toBe(
      'epoch,learningRate,trainingLoss,validationLoss,auc,accuracy,isBest\n1,0.001,0.5,0.4,0.9,0.8,true\n',
    );
    expect(await readdir(join(place, 'deep'))).toEqual(['chest']);
  });

  test('never replaces what is not a model', async () => {
    const folder = join(place, 'letters');
    await mkdir(folder);
    expect(await refuseFolder(folder)).toBeNull();
    await writeFile(join(folder, 'letter.txt'), 'Dear');
    expect(sentenceOf((await refuseFolder(folder))!)).toMatch(/is not a model/);
    expect((await refuseFolder(join(folder, 'letter.txt')))!.code).toBe('training.no-model-folder');
  });

  test.skipIf(process.platform === 'win32')(
    'is refused where nothing can be written, before any training (skipped on Windows: links need a privilege)',
    async () => {
      await symlink(join(place, 'unplugged', 'disk'), join(place, 'disk'));
      const fault = await refuseFolder(join(place, 'disk', 'chest'));
      expect(fault).toMatchObject({ code: 'training.folder-not-writable' });
      expect(sentenceOf(fault!)).toMatch(/“chest” can’t be written there/);
    },
  );

  test('is tried without a trace', async () => {
    const folder = join(place, 'tried', 'chest');
    expect(await refuseFolder(folder)).toBeNull();
    expect(await readdir(join(place, 'tried'))).toEqual([]);
  });
});

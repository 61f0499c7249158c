import { expect, test } from 'vitest';
import { datasetId, modelId } from '../../domain/ids.ts';
import { openCasebook } from '../open-casebook.ts';
import type { NewTraining } from './training-repository.ts';

const begun: NewTraining = {
  request: {
    dataset: datasetId.parse(1),
    base: { kind: 'network', network: 'small-cnn' },
    recipe: null,
    settings: { batch: 8 },
    model: modelId.parse('mine'),
    title: '',
    normalLabel: null,
  },
  settings: { batch: 8, epochs: 2 },
  network: { name: 'small-cnn', parameters: 10, trainable: 5 },
  datasetName: 'clinic',
  fingerprint: 'f',
  audit: null,
  notes: [],
};
const epoch = {
  epoch: 1,
  learningRate: 1e-3,
  trainingLoss: 0.5,
  validationLoss: 0.4,
  auc: 0.9,
  aucInterval95: [0.8, 1],
  validationImages: 10,
  accuracy: 0.8,
  isBest: true,
} as const;

test('a training is kept with its epochs, its step curve and its end', () => {
  const casebook = openCasebook(':memory:', () => new Date('2026-11-20T10:00:00Z'));
  const { id } = casebook.trainings.add(begun);
  const steps = [0.5, 1].map((epochs) => ({ epochs, loss: 1 - epochs / 2, learningRate: 1e-3 }));
  casebook.trainings.addEpoch(id, epoch, steps.slice(0, 1));
  casebook.trainings.addEpoch(id, { ...epoch, auc: 0.95 }, steps);
  casebook.trainings.addEpoch(id, { ...epoch, epoch: 2 }, [{ ...steps[0]!, epochs: 1.5 }]);
  casebook.trainings.change(id, { state: 'running', seconds: 3 });
  expect(casebook.trainings.get(id)).toMatchObject({
    state: 'running',
    endedAt: null,
    epochs: [{ auc: 0.95 }, { epoch: 2 }],
  });
  expect(casebook.trainings.get(id)!.epochs[0]).toEqual({ ...epoch, auc: 0.95 });
  expect(casebook.trainings.steps(id).map(({ epochs }) => epochs)).toEqual([0.5, 1, 1.5]);
  const ended = casebook.trainings.change(id, {
    state: 'done',
    ending: { by: 'patience' },
    made: modelId.parse('mine'),
  });
  expect(ended).toMatchObject({
    ...begun,
    state: 'done',
    ending: { by: 'patience' },
    endedAt: '2026-11-20T10:00:00.000Z',
    made: 'mine',
    seconds: 3,
  });
  expect(casebook.trainings.change(id, { ending: 'All 2 epochs were made.' }).ending).toBe('All 2 epochs were made.');
  const second = casebook.trainings.add(begun);
  expect(casebook.trainings.list().map((training) => training.id)).toEqual([second.id, id]);
  casebook.trainings.remove(id);
  expect(casebook.trainings.get(id)).toBeUndefined();
  casebook.close();
});

test('notes are kept as codes, and sentences of earlier versions stay what they were', () => {
  const casebook = openCasebook(':memory:', () => new Date());
  const note = { code: 'training.patients-unknown', details: { dataset: 'clinic' } };
  const sentence = 'Left out broken.png of clinic: The file is cut off.';
  // The column holds whatever is written: so an earlier version wrote its sentences.
  const earlier = [sentence] as unknown as NewTraining['notes'];
  const kept = [[note], earlier].map((notes) => casebook.trainings.add({ ...begun, notes }).notes);
  expect(kept).toEqual([[note], [{ code: 'stored.sentence', details: { sentence } }]]);
});

import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../domain/statistics/random.ts';
import { createCompactResnet } from '../../../networks/architectures/compact-resnet.ts';
import { chooseTrainable } from '../../../networks/trainable.ts';
import { createLocalEngine } from '../../../runtime/local/local-engine.ts';
import { openLearner } from './learner.ts';
import { makeBatch } from '../batches/make-batch.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import { parseTrainSettings, preprocessingOf } from '../settings/train-settings.ts';
import type { GivenSettings } from '../../../contract/training-settings/setting-table.ts';
import { train } from './trainer.ts';
import type { TrainingTask, Weights } from '../task/training-task.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

const network = createCompactResnet({
  labels: 2,
  height: 16,
  width: 16,
  channels: 1,
  random: createRandom(3),
  dropout: 0,
});

function makeImages(count: number, name: string): LabelledImage[] {
  const random = createRandom(name);
  return Array.from({ length: count }, (_, i) => {
    const values = Float32Array.from(
      { length: 400 },
      (_unused, at) => random.next() * (at < 200 === i % 2 < 1 ? 1 : 0.6),
    );
    return { image: { width: 20, height: 20, values }, label: i % 2, patient: `${name} ${i}` };
  });
}

function taskOf(settings: GivenSettings): TrainingTask {
  const plain = { size: 16, batch: 8, epochs: 2, views: 1, labelSmoothing: 0 } as const;
  const parsed = parseTrainSettings({ ...plain, ...settings });
  if (!parsed.ok) throw new FaultError(parsed.error);
  const chosen = chooseTrainable(network.graph, network.blocks, parsed.value.train);
  if (!chosen.ok) throw new FaultError(chosen.error);
  const images = { training: makeImages(16, 'training'), validation: makeImages(8, 'validation') };
  const spec = preprocessingOf(parsed.value);
  return { forward: network.graph, labels: 2, ...images, spec, settings: parsed.value, trainable: chosen.value };
}

const hooks = { engine, onProgress: () => undefined };

function largestDifference(a: Weights, b: Weights): number {
  expect([...a.keys()]).toEqual([...b.keys()]);
  const differences = [...a].flatMap(([name, { data }]) =>
    Array.from(data as Float32Array, (value, i) => Math.abs(value - Number(b.get(name)!.data[i]))),
  );
  return differences.reduce((most, each) => Math.max(most, each), 0);
}

describe('fine-tuning', () => {
  test('changes what it may, and nothing else', async () => {
    const { weights } = await train(taskOf({ train: 'head', epochs: 1 }), hooks);
    expect([...weights.keys()]).toEqual(['fc.weight', 'fc.bias']);
    expect(weights.get('fc.weight')!.data).not.toEqual(network.graph.initializers.get('fc.weight')!.data);
  });

  test.each(['head', 'last-1-blocks'])('on features computed once equals that on images: %s', async (what) => {
    const still = { train: what, augmentationKind: 'none' } as const;
    const phases = new Set<string>();
    const cached = await train(taskOf(still), { engine, onProgress: ({ phase }) => phases.add(phase) });
    const uncached = await train(taskOf({ ...still, cacheFeatures: false }), hooks);
    expect(phases).toContain('features');
    expect(largestDifference(cached.weights, uncached.weights)).toBeLessThan(1e-5);
    cached.epochs.forEach(({ validationLoss }, i) =>
      expect(validationLoss).toBeCloseTo(uncached.epochs[i]!.validationLoss, 5),
    );
  });

  test('in parts of batches equals that in whole ones, with frozen statistics', async () => {
    const frozen = { batchNorm: 'frozen', epochs: 1, optimiser: 'sgd', learningRate: 0.01 } as const;
    const whole = await train(taskOf(frozen), hooks);
    const parts = await train(taskOf({ ...frozen, accumulate: 3 }), hooks);
    expect(parts.epochs[0]!.trainingLoss).toBeCloseTo(whole.epochs[0]!.trainingLoss, 5);
    expect(largestDifference(parts.weights, whole.weights)).toBeLessThan(1e-5);
  });

  test('moves parameters at their own rates', async () => {
    const task = taskOf({ optimiser: 'sgd', momentum: 0, weightDecay: 0, averageDecay: 0, clipNorm: 0 });
    const step = async (rates: ReadonlyMap<string, number>): Promise<Weights> => {
      const learner = await openLearner(engine, task.forward, task.settings, { trainable: task.trainable, rates });
      await learner.step(
        await makeBatch(task.training.slice(0, 8), { ...task, random: createRandom(1) }),
        0.1,
        createRandom(1),
      );
      const weights = await learner.weights();
      await learner.close();
      return weights;
    };
    const [even, uneven] = [
      await step(new Map()),
      await step(
        new Map([
          ['conv1.weight', 0.5],
          ['bn1.bias', 0],
        ]),
      ),
    ];
    const moved = (weights: Weights, name: string): number =>
      Number(weights.get(name)!.data[0]) - Number(network.graph.initializers.get(name)!.data[0]);
    expect(moved(uneven, 'conv1.weight') / moved(even, 'conv1.weight')).toBeCloseTo(0.5, 2);
    expect(moved(uneven, 'bn1.bias')).toBe(0);
    expect(moved(uneven, 'fc.weight')).toBeCloseTo(moved(even, 'fc.weight'), 6);
  });

  test('keeps no averages where none are asked for', async () => {
    const { settings, forward, trainable } = taskOf({ averageDecay: 0, optimiser: 'sgd', momentum: 0, train: 'head' });
    const learner = await openLearner(engine, forward, settings, { trainable });
    expect([...learner.stateSizes.keys()]).toEqual(['fc.weight', 'fc.bias']);
    await learner.close();
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../domain/statistics/random.ts';
import { createSmallCnn } from '../../../networks/architectures/small-cnn.ts';
import { float32 } from '../../../domain/tensor.ts';
import { EngineStoppedError } from '../../../runtime/engine.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { createLocalEngine } from '../../../runtime/local/local-engine.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import { parseTrainSettings, preprocessingOf } from '../settings/train-settings.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { RunProgress } from '../settings/train-settings.ts';
import { train } from './trainer.ts';
import type { TrainingHooks } from './trainer.ts';
import { DivergedError, InterruptedError } from '../task/training-errors.ts';
import type { Trained } from '../task/training-task.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

/** Noise with a bright disc in the upper half (label 0) or the lower one (label 1). */
function makeImages(count: number, name: string): LabelledImage[] {
  const random = createRandom(name);
  return Array.from({ length: count }, (_, i) => {
    const label = i % 2;
    const [cx, cy] = [random.uniform(6, 14), label === 0 ? 6 : 14];
    const values = Float32Array.from({ length: 400 }, (_unused, at) => {
      const isInside = Math.hypot((at % 20) - cx, Math.floor(at / 20) - cy) < 3.5;
      return random.uniform(0, 0.4) + (isInside ? 0.5 : 0);
    });
    return { image: { width: 20, height: 20, values }, label, patient: `${name} ${i}` };
  });
}

function trainDiscs(overrides: Partial<TrainSettings> = {}, hooks: Partial<TrainingHooks> = {}): Promise<Trained> {
  const parsed = parseTrainSettings({
    size: 16,
    batch: 16,
    epochs: 4,
    learningRate: 5e-3,
    augmentation: 0.3,
    views: 1,
    ...overrides,
  });
  if (!parsed.ok) throw new FaultError(parsed.error);
  const settings = parsed.value;
  const random = createRandom(`parameters ${settings.seed}`);
  const { graph } = createSmallCnn({ labels: 2, height: 16, width: 16, channels: 1, random });
  const images = { training: makeImages(96, 'training'), validation: makeImages(32, 'validation') };
  const task = { forward: graph, labels: 2, ...images, spec: preprocessingOf(settings), settings };
  return train(task, { engine, onProgress: () => undefined, ...hooks });
}
const bytesOf = ({ weights }: Trained): number[] => [...weights.values()].flatMap(({ data }) => [...data].map(Number));

describe('training', () => {
  test('learns where the disc is', async () => {
    const { epochs, endedBy } = await trainDiscs();
    expect(endedBy).toBe('last epoch');
    expect(epochs).toHaveLength(4);
    expect(epochs.at(-1)!.auc).toBeGreaterThan(0.97);
    expect(epochs.at(-1)!.trainingLoss).toBeLessThan(epochs[0]!.trainingLoss);
  });

  test('gives the same weights for the same seed, to the last bit, and others for another', async () => {
    const short = { epochs: 1 };
    const [first, again, other] = [
      await trainDiscs(short),
      await trainDiscs(short),
      await trainDiscs({ ...short, seed: 2 }),
    ];
    expect(bytesOf(again)).toEqual(bytesOf(first));
    expect(bytesOf(other)).not.toEqual(bytesOf(first));
  });

  test('ends when validation no longer gets better and keeps the weights of the best epoch', async () => {
    // With a constant rate the first epochs are those of a shorter training, to the last bit.
    const constant = { schedule: 'constant', patience: 1 } as const;
    const long = await trainDiscs({ ...constant, epochs: 30 });
    const best = long.epochs.findLast(({ isBest }) => isBest)!.epoch;
    expect(long.endedBy).toBe('patience');
    expect(long.epochs).toHaveLength(best + 1);
    const upToBest = await trainDiscs({ ...constant, epochs: best });
    expect(bytesOf(long)).toEqual(bytesOf(upToBest));
  });

  test('keeps what is best so far when it is interrupted', async () => {
    const interruption = new AbortController();
    const onProgress = ({ epoch }: RunProgress): void => {
      if (epoch === 2) interruption.abort();
    };
    const { epochs, endedBy, weights } = await trainDiscs({ epochs: 50 }, { signal: interruption.signal, onProgress });
    expect(endedBy).toBe('interruption');
    expect(epochs).toHaveLength(1);
    expect([...weights.values()].every(({ data }) => [...data].every((value) => Number.isFinite(Number(value))))).toBe(
      true,
    );
  });

  test('keeps nothing when it is interrupted before an epoch has ended', async () => {
    const interruption = new AbortController();
    const hooks = { signal: interruption.signal, onProgress: () => interruption.abort() };
    await expect(trainDiscs({}, hooks)).rejects.toBeInstanceOf(InterruptedError);
  });

  test('never keeps weights whose scores are not numbers', async () => {
    let isAstray = true;
    const astray: Engine = {
      ...engine,
      async open(options) {
        const session = await engine.open(options);
        if (options.carry !== undefined || !isAstray) return session;
        const run: typeof session.run = async ({ image }) => {
          const cases = image!.dims[0]!;
          return { logits: float32([cases, 2], new Float32Array(2 * cases).fill(Number.NaN)) };
        };
        return { ...session, run };
      },
    };
    await expect(trainDiscs({ epochs: 1 }, { engine: astray })).rejects.toBeInstanceOf(DivergedError);
    const onProgress = ({ epoch }: RunProgress): void => void (isAstray = epoch === 2);
    const { epochs, endedBy } = await trainDiscs({}, { engine: astray, onProgress });
    expect([epochs.length, endedBy]).toEqual([1, 'divergence']);
  });

  test('keeps what is best so far when the engine process stops', async () => {
    let isDown = false;
    const fragile: Engine = {
      ...engine,
      async open(options) {
        const session = await engine.open(options);
        const fall = (): Promise<never> => Promise.reject(new EngineStoppedError());
        return { ...session, run: (...call) => (isDown ? fall() : session.run(...call)) };
      },
    };
    const onProgress = ({ epoch }: RunProgress): void => void (isDown = epoch === 2);
    const { epochs, endedBy } = await trainDiscs({}, { engine: fragile, onProgress });
    expect([epochs.length, endedBy]).toEqual([1, 'engine stop']);
    await expect(trainDiscs({}, { engine: fragile, onProgress: () => (isDown = true) })).rejects.toBeInstanceOf(
      EngineStoppedError,
    );
  });

  test('tells speed, remaining time and each validation', async () => {
    const seen: RunProgress[] = [];
    await trainDiscs({ epochs: 2 }, { onProgress: (progress) => seen.push(progress) });
    const steps = seen.filter(({ phase }) => phase === 'training');
    expect(steps.map(({ done, total }) => [done, total]).at(-1)).toEqual([12, 12]);
    expect(steps.at(-1)!.imagesPerSecond).toBeGreaterThan(0);
    expect(steps.at(-1)!.secondsLeft).toBe(0);
    expect(seen.filter(({ phase, validation }) => phase === 'validating' && validation !== null)).toHaveLength(2);
  });
});

import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { EngineStoppedError, type Engine, type EngineSession, type Tensors } from '../../../runtime/engine.ts';
import { makeModel } from '../../../../tests/support/make-model.ts';
import { openBatches } from './batch-model.ts';

const model = makeModel();
const { input, logits } = model.card.values;

/** One that stops at an image whose first number is 1; after a stop it may open again or not. */
function makeEngine(comesBack: boolean): Engine {
  let isOpened = false;
  const run = (feeds: Tensors): Promise<Tensors> => {
    const { dims, data } = feeds[input]!;
    const size = data.length / dims[0]!;
    const isBad = Array.from({ length: dims[0]! }, (_, i) => data[i * size]).includes(1);
    if (isBad) return Promise.reject(new EngineStoppedError('It was killed.'));
    const answers = Array.from({ length: 2 * dims[0]! }, (_, i) => i % 2);
    return Promise.resolve({ [logits]: float32([dims[0]!, 2], answers) });
  };
  const session = { run, close: () => Promise.resolve() } as Partial<EngineSession> as EngineSession;
  const engine: Partial<Engine> = {
    provider: 'cpu',
    open() {
      if (isOpened && !comesBack) return Promise.reject(new EngineStoppedError('It keeps stopping.'));
      isOpened = true;
      return Promise.resolve(session);
    },
  };
  return engine as Engine;
}

const { channels, height, width } = model.card.preprocessing;
const images = [0, 1, 0].map((first) => new Float32Array(channels * height * width).fill(first, 0, 1));

test('an image on which the engine stops twice is named, and the others are scored', async () => {
  await using batches = await openBatches(makeEngine(true), [model]);
  const outcomes = await batches.models[0]!.run(images);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
});

test('no image is blamed when the engine does not come back', async () => {
  await using batches = await openBatches(makeEngine(false), [model]);
  await expect(batches.models[0]!.run(images)).rejects.toThrow('It keeps stopping.');
});

import { proxy } from 'comlink';
import { expect, test } from 'vitest';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { TestApi } from '../../../tests/support/thread-program.ts';
import { EngineStoppedError, type Engine } from '../engine.ts';
import { createLocalEngine } from '../local/local-engine.ts';
import { engineProxy } from './engine-proxy.ts';
import { openThread } from './open-thread.ts';

const open = () => openThread<TestApi>(new URL('../../../tests/support/thread-program.ts', import.meta.url));

test('answers calls, several at a time, and rejects as they do', async () => {
  await using thread = open();
  const sums = [1, 2].map((number) => thread.call((api) => api.add(number, number)));
  expect(thread.load()).toBe(2);
  expect(await Promise.all(sums)).toEqual([2, 4]);
  await expect(thread.call((api) => api.fail('Out of range'))).rejects.toThrow('Out of range');
  expect(thread.load()).toBe(0);
});

test('callbacks are called in order and before the answer, and a signal asks the thread to stop', async () => {
  await using thread = open();
  const told: number[] = [];
  const controller = new AbortController();
  const listener = proxy({
    tell(number: number) {
      told.push(number);
      if (number === 2) controller.abort();
    },
  });
  expect(await thread.call((api) => api.countUntil(3, listener, controller.signal))).toBe('asked to stop');
  expect(told).toEqual([0, 1, 2]);
  expect(await thread.call((api) => api.countUntil(0, listener, controller.signal))).toBe('asked to stop');
  expect(thread.hasEnded()).toBe(false);
});

test('a signal that ends the thread rejects with its reason', async () => {
  const thread = open();
  const controller = new AbortController();
  const cut = thread.call((api) => api.never(), controller.signal);
  const reason = new Error('Cancelled');
  controller.abort(reason);
  await expect(cut).rejects.toBe(reason);
  await expect(thread.call((api) => api.add(1, 1))).rejects.toThrow('ended');
});

test('a thread that crashes rejects what waits for it and whatever is asked later', async () => {
  const thread = open();
  const waiting = thread.call((api) => api.never());
  const crashing = thread.call((api) => api.crash());
  await expect(waiting).rejects.toThrow('ended');
  await expect(crashing).rejects.toThrow('ended');
  expect(thread.hasEnded()).toBe(true);
  await expect(thread.call((api) => api.add(1, 1))).rejects.toThrow('ended');
  await thread.close();
});

test('an idle thread ends by itself when it is closed, a busy one is ended', async () => {
  const idle = open();
  await idle.call((api) => api.add(1, 1));
  await idle.close();
  expect(idle.hasEnded()).toBe(true);
  const busy = open();
  const cut = busy.call((api) => api.never());
  await Promise.all([expect(cut).rejects.toThrow('ended'), busy.close()]);
});

test('a thread runs models on the engine of another', async () => {
  await using thread = open();
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: [2] });
  builder.output(builder.node('Relu', [x], {}, 'y'), { type: 'float32', dims: [2] });
  const engine = await createLocalEngine({ threads: 1 });
  const model = writeOnnx(builder.finish());
  const outputs = await thread.call((api) => api.runOn(engineProxy(engine), model, { x: float32([2], [-1, 3]) }));
  expect(outputs['y']).toEqual(float32([2], [0, 3]));
  const stopped: Engine = { ...engine, open: () => Promise.reject(new EngineStoppedError()) };
  expect(await thread.call((api) => api.stopsWith(engineProxy(stopped)))).toBe('EngineStoppedError');
  await engine.close();
});

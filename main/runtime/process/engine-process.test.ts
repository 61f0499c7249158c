import { clauseOf } from '../../domain/messages/clause.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { float32, scalar } from '../../domain/tensor.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { trainSteps } from '../../../tests/support/train-steps.ts';
import { buildTrainingGraph } from '../../graph/training/training-graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { EngineProcess, EngineProcessOptions } from './engine-process.ts';
import { startEngine } from './engine-process.ts';
import { EngineStoppedError } from '../engine.ts';
import { forkChild } from './fork-child.ts';
import type { Child, LaunchChild } from './fork-child.ts';
import { createLocalEngine } from '../local/local-engine.ts';
import type { EngineStatus } from '../providers/providers.ts';

const open: EngineProcess[] = [];
afterEach(() => Promise.all(open.splice(0).map((engine) => engine.close())));

async function start(options: EngineProcessOptions = {}): Promise<EngineProcess> {
  const engine = await startEngine({ provider: 'cpu', threads: 1, ...options });
  open.push(engine);
  return engine;
}

/** total' = total + Σ image. */
function adder(): Uint8Array {
  const graph = createBuilder({ name: 'adder' });
  const total = graph.input('total', { type: 'float32', dims: [] });
  const image = graph.input('image', { type: 'float32', dims: ['N', 'M'] });
  graph.node('Add', [total, graph.node('ReduceSum', [image], { keepdims: { kind: 'int', value: 0 } })], {}, 'next');
  graph.node('Identity', [image], {}, 'copy');
  graph.output('next', { type: 'float32', dims: [] });
  graph.output('copy', { type: 'float32', dims: ['N', 'M'] });
  return writeOnnx(graph.finish());
}

/** logits = image · weight */
function linear(): Graph {
  const graph = createBuilder();
  const image = graph.input('image', { type: 'float32', dims: ['N', 2] });
  graph.node('MatMul', [image, graph.initializer('weight', float32([2, 2], [1, 0, 0, 1]))], {}, 'logits');
  graph.output('logits', { type: 'float32', dims: ['N', 2] });
  return graph.finish();
}
const session = { model: adder(), carry: { total: 'next' }, initial: { total: scalar(0) } };
const ones = (rows: number, columns: number) => ({
  image: float32([rows, columns], new Float32Array(rows * columns).fill(1)),
});

/** Forks as usual, and lets a test end the process from outside. */
function killableLaunch(): { launch: LaunchChild; kill: () => void } {
  let latest: Child | undefined;
  return {
    launch: (...parameters) => (latest = forkChild(...parameters)),
    kill: () => latest?.kill(),
  };
}

describe('the engine process', () => {
  test('runs sessions with values carried on its side', async () => {
    const engine = await start();
    expect(engine.status).toEqual({ name: 'cpu', state: 'ready', refused: [] });
    expect(engine.runtimeVersion).toMatch(/^\d+\.\d+/);
    const [first, second] = [await engine.open(session), await engine.open(session)];
    await first.run(ones(2, 3));
    await first.run(ones(2, 3));
    await second.run(ones(1, 1));
    expect((await first.state())['total']!.data).toEqual(Float32Array.of(12));
    expect((await second.state(['total']))['total']!.data).toEqual(Float32Array.of(1));
  });

  test('moves values by gradients on its side', async () => {
    const training = buildTrainingGraph(linear(), {
      logits: 'logits',
      optimiser: { kind: 'sgd', momentum: 0.9, weightDecay: 0 },
      clipNorm: 1,
      ema: true,
    });
    const feeds = { image: float32([2, 2], [1, 2, 3, 4]), targets: float32([2, 2], [1, 0, 0, 1]) };
    const step = { parts: [{ feeds }], settings: { learningRate: 0.1, emaDecay: 0.5 } };
    const local = await createLocalEngine({ threads: 1 });
    const [here, there] = [
      await trainSteps(local, training, [step, step]),
      await trainSteps(await start(), training, [step, step]),
    ];
    expect(Object.keys(there.state).toSorted()).toEqual(['average:weight', 'momentum:weight', 'weight']);
    expect(there).toEqual(here);
    await local.close();
  });

  test('passes on what is wrong with a call', async () => {
    const engine = await start();
    await expect(engine.open({ model: Uint8Array.of(1, 2, 3) })).rejects.toThrow();
    await expect((await engine.open(session)).run({})).rejects.toThrow('The model also wants the input "image"');
  });

  test('rejects what was under way when the process dies, and works again with a new one', async () => {
    const states: EngineStatus['state'][] = [];
    const { launch, kill } = killableLaunch();
    const engine = await start({ launch, onRestart: (status) => states.push(status.state) });
    const lost = await engine.open(session);
    const runs = [lost.run(ones(500, 500)), lost.run(ones(500, 500))];
    kill();
    for (const run of runs) await expect(run).rejects.toBeInstanceOf(EngineStoppedError);
    await expect(lost.run(ones(1, 1))).rejects.toBeInstanceOf(EngineStoppedError);
    await lost.close();
    const again = await engine.open(session);
    await again.run(ones(2, 2));
    expect((await again.state())['total']!.data).toEqual(Float32Array.of(4));
    expect(states).toEqual(['ready', 'starting', 'ready']);
  });

  test('gives up when the process keeps dying', async () => {
    let launches = 0;
    const launch: LaunchChild = () => {
      launches++;
      return {
        send: () => undefined,
        onMessage: () => undefined,
        onMemory: () => undefined,
        onExit: (listener) => queueMicrotask(() => listener(clauseOf('engine.ended-with-code', { exitCode: 1 }))),
        kill: () => undefined,
      };
    };
    await expect(startEngine({ launch })).rejects.toBeInstanceOf(EngineStoppedError);
    expect(launches).toBe(4);
  });

  test('gives up when the system starts no process', async () => {
    const { execPath } = process;
    process.execPath = '/no/such/node';
    await expect(startEngine().finally(() => (process.execPath = execPath))).rejects.toBeInstanceOf(EngineStoppedError);
  });

  test('says why a demanded provider cannot be used', async () => {
    await expect(startEngine({ provider: process.platform === 'win32' ? 'coreml' : 'dml' })).rejects.toMatchObject({
      reason: clauseOf('provider.absent', {}),
    });
  });

  test('closes while a run is under way', async () => {
    const engine = await start();
    const run = (await engine.open(session)).run(ones(1000, 1000)).catch((error: unknown) => error);
    await engine.close();
    expect(await run).toBeInstanceOf(EngineStoppedError);
    await expect(engine.open(session)).rejects.toBeInstanceOf(EngineStoppedError);
  });

  test('carries 3 MB there and back unchanged', async () => {
    const opened = await (await start()).open({ model: adder() });
    const sent = Float32Array.from({ length: 768 * 1024 }, (_, i) => i / 7);
    const feeds = { ...ones(768, 1024), image: float32([768, 1024], sent), total: scalar(0) };
    const { copy } = await opened.run(feeds, ['copy']);
    expect(copy!.data).toEqual(sent);
  });
});

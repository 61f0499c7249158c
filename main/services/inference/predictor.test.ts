import { faultOf } from '../../domain/faults/fault.ts';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { EngineStoppedError, type Engine, type EngineSession, type Tensors } from '../../runtime/engine.ts';
import { createPredictor, type AskedImage } from './predictor.ts';
import { subjectOfGraph, type Subject } from './subject.ts';

/** An image of two pixels; the network adds up and negates. `rows` is fixed where it is a number. */
function makeGraph(rows: number | string = 'N'): Graph {
  const builder = createBuilder({ name: 'network' });
  const image = builder.input('image', { type: 'float32', dims: [rows, 2] });
  builder.output(builder.node('Neg', [image], {}, 'logits'), { type: 'float32', dims: [rows, 2] });
  return builder.finish();
}

const values = { input: 'image', logits: 'logits' };
const makeSubject = (rows?: number): Subject => subjectOfGraph(makeGraph(rows), values);
/** An image of one or more views, each of the same two pixels. */
const imageOf = (number: number, views = 1): AskedImage => ({
  rows: float32([views, 2], Array.from({ length: views }, () => [number, number + 0.5]).flat()),
});
const numbersOf = ({ data }: Tensor): number[] => Array.from(data, Number);

interface FakeEngine {
  readonly engine: Engine;
  /** The first pixels of each run's rows. */
  readonly runs: readonly number[][];
  readonly opened: () => number;
  readonly closed: () => number;
}

interface FakeOptions {
  /** Runs over any of these stop the engine. */
  readonly bad?: (number: number, run: number) => boolean;
  /** Whether a session can be opened after so many. */
  readonly opens?: (before: number) => boolean;
  /** Waited for in each run. */
  readonly hold?: () => Promise<void>;
}

/** Answers as `makeGraph` says, and does as it is told. */
function makeEngine({ bad = () => false, opens = () => true, hold }: FakeOptions = {}): FakeEngine {
  const runs: number[][] = [];
  let [opened, closed] = [0, 0];
  async function run(feeds: Tensors): Promise<Tensors> {
    const { dims, data } = feeds['image']!;
    runs.push(Array.from({ length: dims[0]! }, (_, row) => Number(data[row * 2])));
    const place = runs.length;
    await hold?.();
    if (runs[place - 1]!.some((number) => bad(number, place))) throw new EngineStoppedError();
    return {
      logits: float32(
        dims,
        (data as Float32Array).map((value) => -value),
      ),
    };
  }
  const close = (): Promise<void> => Promise.resolve(void closed++);
  const engine: Partial<Engine> = {
    provider: 'cpu',
    open() {
      if (!opens(opened)) return Promise.reject(new EngineStoppedError(faultOf('engine.keeps-stopping', {})));
      opened++;
      return Promise.resolve({ run, close } as Partial<EngineSession> as EngineSession);
    },
  };
  return { engine: engine as Engine, runs, opened: () => opened, closed: () => closed };
}

describe('batches', () => {
  test('hold as many rows as may go at once, an image never in two of them, and every image has its own answer', async () => {
    const { engine, runs } = makeEngine();
    const images = [...Array(9).keys()].map((number) => imageOf(number, 5));
    const outcomes = await createPredictor(engine).predict(makeSubject(), images, { priority: 'screening' });
    expect(runs.map(({ length }) => length)).toEqual([15, 15, 15]);
    expect(outcomes.map((outcome) => outcome.ok && numbersOf(outcome.value.logits).slice(0, 2))).toEqual(
      [...Array(9).keys()].map((number) => [-number, -number - 0.5]),
    );
    expect(outcomes.every((outcome) => outcome.ok && outcome.value.logits.dims[0] === 5)).toBe(true);
  });

  test('of a graph for a fixed number of images are filled up, and what was filled in is left out', async () => {
    const { engine, runs } = makeEngine();
    const outcomes = await createPredictor(engine).predict(
      makeSubject(3),
      [0, 1, 2, 3].map((number) => imageOf(number)),
    );
    expect(runs).toEqual([
      [0, 1, 2],
      [3, 3, 3],
    ]);
    expect(outcomes.map((outcome) => outcome.ok && numbersOf(outcome.value.logits)[0])).toEqual([-0, -1, -2, -3]);
  });

  test('a graph that takes fewer rows than an image has views runs more than once for it', async () => {
    const { engine, runs } = makeEngine();
    const [outcome] = await createPredictor(engine).predict(makeSubject(2), [imageOf(7, 3)]);
    expect(runs.map(({ length }) => length)).toEqual([2, 2]);
    expect(outcome!.ok && outcome!.value.logits.dims).toEqual([3, 2]);
  });

  test('of different subjects do not mix', async () => {
    const { engine, opened } = makeEngine();
    const predictor = createPredictor(engine);
    const [one, other] = [makeSubject(), makeSubject()];
    await Promise.all([one, other, one].map((subject) => predictor.predict(subject, [imageOf(1)])));
    expect(opened()).toBe(2);
  });
});

describe('a stop of the engine', () => {
  const images = [0, 1, 2].map((number) => imageOf(number));

  test('costs nothing where the batch goes through on the new engine', async () => {
    const { engine, runs, opened } = makeEngine({ bad: (_, run) => run === 1 });
    const outcomes = await createPredictor(engine).predict(makeSubject(), images);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(runs.length).toBe(2);
    expect(opened()).toBe(2);
  });

  test('twice over a batch costs only the image on which it stops again', async () => {
    const { engine, runs } = makeEngine({ bad: (number) => number === 1 });
    const outcomes = await createPredictor(engine).predict(makeSubject(), images);
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'engine.stopped-on-image' } },
      { ok: true },
    ]);
    expect(runs).toEqual([[0, 1, 2], [0, 1, 2], [0], [1], [2]]);
  });

  test('rejects and blames no image when the engine does not come back', async () => {
    const { engine } = makeEngine({ bad: () => true, opens: (before) => before === 0 });
    await expect(createPredictor(engine).predict(makeSubject(), images)).rejects.toThrow('engine.keeps-stopping');
  });
});

describe('who goes first', () => {
  test('a person who reads waits for the batch under way and no other', async () => {
    const turns: (() => void)[] = [];
    const { engine, runs } = makeEngine({ hold: () => new Promise((resolve) => turns.push(resolve)) });
    const predictor = createPredictor(engine);
    const subject = makeSubject();
    const jobs = [
      predictor.predict(subject, [imageOf(10)], { priority: 'background' }),
      predictor.predict(subject, [imageOf(20, 16), imageOf(21, 16)], { priority: 'screening' }),
      predictor.predict(subject, [imageOf(30)], { priority: 'reading' }),
    ];
    for (let run = 0; run < 4; run++) {
      while (turns.length <= run) await setImmediate();
      turns[run]!();
    }
    await Promise.all(jobs);
    expect(runs.map(([first]) => first)).toEqual([10, 30, 20, 21]);
  });
});

describe('a signal', () => {
  test('rejects at once, and what waited is not begun', async () => {
    const held = Promise.withResolvers<void>();
    const { engine, runs } = makeEngine({ hold: () => held.promise });
    const predictor = createPredictor(engine);
    const subject = makeSubject();
    const controller = new AbortController();
    const { signal } = controller;
    const underWay = predictor.predict(subject, [imageOf(1)], { signal });
    const waiting = predictor.predict(subject, [imageOf(2)], { signal });
    while (runs.length === 0) await setImmediate();
    const reason = new Error('Not wanted any more');
    controller.abort(reason);
    await expect(underWay).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(predictor.predict(subject, [imageOf(3)], { signal })).rejects.toBe(reason);
    held.resolve();
    expect((await predictor.predict(subject, [imageOf(4)]))[0]!.ok).toBe(true);
    expect(runs).toEqual([[1], [4]]);
  });
});

describe('sessions', () => {
  test('are closed when others need their place, and opened again', async () => {
    const { engine, opened, closed } = makeEngine();
    const predictor = createPredictor(engine, { bytes: 1 });
    const [one, other] = [makeSubject(), makeSubject()];
    for (const subject of [one, one, other, one]) await predictor.predict(subject, [imageOf(1)]);
    expect([opened(), closed()]).toEqual([3, 2]);
    await predictor.close();
    expect(closed()).toBe(3);
  });

  test('of a released subject are closed, others stay', async () => {
    const { engine, opened, closed } = makeEngine();
    const predictor = createPredictor(engine);
    const [one, other] = [makeSubject(), makeSubject()];
    for (const subject of [one, other]) await predictor.predict(subject, [imageOf(1)]);
    await predictor.release(one);
    expect(closed()).toBe(1);
    await predictor.predict(other, [imageOf(1)]);
    expect(opened()).toBe(2);
  });

  test('a graph that can’t be opened is named with the reason', async () => {
    const { engine } = makeEngine();
    const broken: Subject = {
      ...makeSubject(),
      name: 'The model "Broken"',
      graph: () => Promise.reject(new Error('Cut')),
    };
    await expect(createPredictor(engine).predict(broken, [imageOf(1)])).rejects.toMatchObject({
      fault: {
        code: 'model.cannot-run',
        details: { model: 'The model "Broken"', reason: { details: { words: 'Cut' } } },
      },
    });
  });
});

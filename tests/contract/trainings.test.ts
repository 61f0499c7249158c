import { readFile, writeFile } from 'node:fs/promises';
import { join, dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { endingSentence } from '../../main/contract/messages/training-sentences.ts';
import { instanceId, modelId, type TrainingId } from '../../main/domain/ids.ts';
import { valueOf } from '../../main/domain/outcome.ts';
import type { TrainingState } from '../../main/domain/training/training.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { EngineStoppedError, type Engine } from '../../main/runtime/engine.ts';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { createLocalEngine } from '../../main/runtime/local/local-engine.ts';
import { makeTrainingStation, type TrainingStation } from '../support/make-training-workstation.ts';

let station: TrainingStation;
beforeAll(async () => {
  station = await makeTrainingStation();
});
afterAll(() => station.close());

const trainings = () => station.workstation.trainings;
const stateOf = (id: TrainingId): TrainingState => trainings().get(id)!.training.state;
async function ends(id: TrainingId): Promise<TrainingState> {
  const job = trainings().get(id)!.training.progress?.job;
  if (job !== undefined) await station.workstation.jobs.ended(job);
  return stateOf(id);
}
const modelOf = (name: string): Promise<Buffer> =>
  readFile(join(dirname(station.casebookPath), 'models', name, 'model.onnx'));
/** Resolves in the middle of an epoch. */
const underWay = async (id: TrainingId, epochs = 0): Promise<void> => {
  await expect
    .poll(
      () => {
        const { training, steps } = trainings().get(id)!;
        return training.epochs.length >= epochs && steps.length > epochs * 4;
      },
      { interval: 5 },
    )
    .toBe(true);
};

describe('a training', () => {
  test('is planned before anything is computed', async () => {
    const plan = valueOf(await trainings().plan(station.request('planned', { train: 'head' })));
    expect(plan.network.blocks.map(({ learning }) => learning > 0)).toEqual([false, false, false, false, true]);
    expect(plan.network.learning).toBe(plan.network.blocks.at(-1)!.parameters);
    expect(plan.labels).toEqual(['NORMAL', 'PNEUMONIA']);
    expect(plan.balance).toMatchObject([
      { label: 'NORMAL', training: 17, validation: 3, weight: 1, drawn: 0.5 },
      { label: 'PNEUMONIA', training: 17, validation: 3 },
    ]);
    expect(plan.stepsPerEpoch).toBe(4);
    expect(plan.schedule).toHaveLength(12);
    expect(plan.defaults).toContain('patience');
    const refused = await trainings().plan(station.request('planned', { batch: 1 }));
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'settings.not-possible',
        details: { faults: [{ code: 'setting.at-least', details: { setting: 'batch', limit: 2 } }] },
      },
    });
  });

  test('is estimated by a trial of it', async () => {
    const estimate = valueOf(await trainings().estimate(station.request('estimated')));
    expect(estimate.basis).toEqual({ steps: 3, images: 8, isCached: false });
    expect(estimate.totalSeconds).toBeGreaterThan(12 * estimate.secondsPerStep);
    expect(estimate.peakMemory).toBeGreaterThan(0);
  });

  test('shows images as it will change them, the same ones for the same seed', async () => {
    const how = { seed: 3, images: 2, variants: 2 };
    const [first, second] = valueOf(await trainings().preview(station.request('seen'), how));
    expect([first!.label, second!.label].sort()).toEqual(['NORMAL', 'PNEUMONIA']);
    expect(first!.changed[0]).not.toEqual(first!.changed[1]);
    expect(valueOf(await trainings().preview(station.request('seen'), how))[0]).toEqual(first);
  });

  test('makes the same model whether it rested or not', async () => {
    const whole = valueOf(await trainings().start(station.request('whole')));
    expect(await ends(whole.id)).toBe('done');
    const rested = valueOf(await trainings().start(station.request('pause')));
    await underWay(rested.id);
    trainings().pause(rested.id);
    await expect.poll(() => stateOf(rested.id)).toBe('paused');
    expect(station.workstation.jobs.list()[0]).toMatchObject({ state: 'paused', link: `/train/${rested.id}` });
    expect(trainings().get(rested.id)!.training.epochs.length).toBeLessThan(3);
    trainings().resume(rested.id);
    expect(await ends(rested.id)).toBe('done');
    const [one, other] = [whole.id, rested.id].map((id) => trainings().get(id)!.training);
    expect(other!.epochs).toEqual(one!.epochs);
    expect(await weightsOf('pause')).toEqual(await weightsOf('whole'));
    expect(one).toMatchObject({ made: 'whole', ending: { by: 'last epoch' } });
    expect(endingSentence(one!)).toMatch(/is kept.* All 3 epochs are done\.$/);
    expect(one!.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(one!.audit).toMatchObject({ fingerprint: one!.fingerprint });
  });

  test('stopped keeps the best so far as a model, and may go on later', async () => {
    const { id } = valueOf(await trainings().start(station.request('stopped', { epochs: 40, patience: 40 })));
    await underWay(id, 1);
    trainings().stop(id);
    expect(await ends(id)).toBe('stopped');
    const { made, epochs } = trainings().get(id)!.training;
    expect(made).toBe('stopped');
    trainings().resume(id);
    await underWay(id, epochs.length + 1);
    trainings().pause(id);
    await expect.poll(() => stateOf(id)).toBe('paused');
    trainings().stop(id);
    expect(await ends(id)).toBe('stopped');
    expect(trainings().get(id)!.training.epochs.length).toBeGreaterThan(epochs.length);
  });

  test('waits in line for the one before it', async () => {
    const first = valueOf(await trainings().start(station.request('first')));
    const second = valueOf(await trainings().start(station.request('second', { epochs: 1 })));
    await underWay(first.id);
    expect([stateOf(first.id), stateOf(second.id)]).toEqual(['running', 'queued']);
    expect(await trainings().estimate(station.request('third'))).toMatchObject({ ok: false });
    expect(await ends(first.id)).toBe('done');
    expect(await ends(second.id)).toBe('done');
  });

  test('needs a name of its own', async () => {
    const refused = await trainings().start(station.request('bright'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'training.name-taken' } });
  });
});

describe('a training that the program or its engine left', () => {
  test('while it rests does not keep the program from ending, and is there to go on afterwards', async () => {
    const resting = await makeTrainingStation();
    const mine = resting.workstation.trainings;
    const { id } = valueOf(await mine.start(resting.request('resting', { epochs: 40, patience: 40 })));
    mine.pause(id);
    await expect.poll(() => mine.get(id)!.training.state).toBe('paused');
    const next = await resting.restart();
    expect(next.workstation.trainings.get(id)!.training).toMatchObject({ state: 'interrupted', progress: null });
    await next.close();
  });

  test('is not said to go on by a late word of its progress', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const idle = await makeTrainingStation({ startBackground: () => Promise.reject(new Error('No engine')) });
    const { trainings: mine, jobs, events } = idle.workstation;
    const { id, progress } = valueOf(await mine.start(idle.request('told')));
    const leaving = new AbortController();
    const afterwards: string[] = [];
    const listening = (async () => {
      for await (const { type } of events.subscribe(leaving.signal))
        if (mine.get(id)!.training.progress === null) afterwards.push(type);
    })();
    expect(await jobs.ended(progress!.job)).toMatchObject({ state: 'failed' });
    // Longer than progress is held back.
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    leaving.abort();
    await listening;
    expect(afterwards).not.toContain('trainingProgress');
    await idle.close();
  });

  test('goes on from its checkpoint after a restart', async () => {
    const before = station;
    const { id } = valueOf(await trainings().start(before.request('again', { epochs: 4 })));
    await underWay(id, 1);
    station = await before.restart();
    const [left] = trainings().list();
    const kept = trainings().get(id)!.steps;
    expect(kept.filter(({ epochs }) => epochs <= 1)).toHaveLength(4);
    expect(left).toMatchObject({ id, state: 'interrupted', progress: null });
    trainings().resume(id);
    expect(await ends(id)).toBe('done');
    expect(
      trainings()
        .get(id)!
        .training.epochs.map(({ epoch }) => epoch),
    ).toEqual([1, 2, 3, 4]);
    const { steps } = trainings().get(id)!;
    expect(steps.slice(0, kept.length)).toEqual(kept);
    expect(steps.at(-1)!.epochs).toBe(4);
    expect(steps.map(({ epochs }) => epochs)).toEqual(steps.map(({ epochs }) => epochs).toSorted((a, b) => a - b));
  });

  test('says that the engine stopped, and goes on in the next', async () => {
    let stops = 1;
    const fragile = await makeTrainingStation({ startBackground: () => startStopping(() => stops-- > 0) });
    const mine = fragile.workstation.trainings;
    const { id } = valueOf(await mine.start(fragile.request('fragile')));
    const { job } = mine.get(id)!.training.progress!;
    const error = { code: 'training.engine-stopped-later' };
    expect(await fragile.workstation.jobs.ended(job)).toMatchObject({ state: 'failed', error });
    expect(mine.get(id)!.training).toMatchObject({ state: 'interrupted', ending: { by: 'engine stop' } });
    const again = valueOf(mine.resume(id));
    expect(await fragile.workstation.jobs.ended(again.progress!.job)).toMatchObject({ state: 'done' });
    expect(mine.get(id)!.training.state).toBe('done');
    await fragile.close();
  });
});

describe('while a training runs', () => {
  test('a model answers at once for a reader, from another engine process', async () => {
    const startBackground = (): Promise<Engine> => startEngine({ provider: 'cpu', threads: 1, isBackground: true });
    const busy = await makeTrainingStation({ startBackground });
    const { workstation } = busy;
    const image = join(dirname(busy.casebookPath), 'chest.png');
    await writeFile(image, await renderPng(createPhantom({ seed: 1, label: 'PNEUMONIA', size: 320 }).frame));
    for await (const screened of workstation.screen([{ path: image }], [])) expect(screened.instanceId).toBeDefined();
    const { id } = valueOf(await workstation.trainings.start(busy.request('busy', { epochs: 200, patience: 200 })));
    const stepsOf = (): number => workstation.trainings.get(id)!.steps.length;
    await expect.poll(stepsOf, { timeout: 30_000, interval: 5 }).toBeGreaterThan(2);
    const before = stepsOf();
    const where = { instanceId: instanceId.parse(1), frameIndex: 0 };
    const prediction = await workstation.predict(where, modelId.parse('bright'));
    expect(prediction).toMatchObject({ ok: true });
    await expect.poll(stepsOf, { interval: 5 }).toBeGreaterThan(before);
    expect(workstation.trainings.get(id)!.training.state).toBe('running');
    await busy.close();
  });
});

/** An engine that stops at its seventh step, in the second epoch, if it shall. */
async function startStopping(shallStop: () => boolean): Promise<Engine> {
  const engine = await createLocalEngine({ threads: 1 });
  const isFragile = shallStop();
  let steps = 0;
  return {
    ...engine,
    async open(options) {
      const session = await engine.open(options);
      return {
        ...session,
        run: (...request) =>
          isFragile && options.update !== undefined && ++steps === 7
            ? Promise.reject(new EngineStoppedError())
            : session.run(...request),
      };
    },
  };
}

/** The file tells its own name, which differs; both are as long. */
async function weightsOf(name: string): Promise<string> {
  return (await modelOf(name)).toString('latin1').replaceAll(name, '');
}

import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../domain/studies/frame.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { createBuilder, int } from '../../graph/ir/builder.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { preprocess } from '../../imaging/preprocessing/preprocess.ts';
import { EngineStoppedError, type Engine, type EngineSession } from '../../runtime/engine.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { makeModel, makeOnnx } from '../../../tests/support/make-model.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { createPredictor } from './predictor.ts';
import { prepareImage } from '../decoding/prepare-image.ts';
import { createScorer, type FeaturedScore, type Scorer } from './scorer.ts';
import { scoringFingerprint } from './scoring-fingerprint.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const engine = createLocalEngine({ threads: 1 });
afterAll(async () => (await engine).close());

const scorerOf = (over: Engine | Promise<Engine>): Scorer => createScorer(createPredictor(over));

async function scoreOf(scorer: Scorer, model: InstalledModel, frame: Frame): Promise<Outcome<FeaturedScore>> {
  const [score] = await scorer.score(model, [prepareImage(frame, model.card.preprocessing)]);
  return score!;
}

/** 32 × 32, all of one brightness (0…255) but for a bright spot at the top left. */
function frameOf(brightness: number): Frame {
  const pixels = new Uint8Array(32 * 32).fill(brightness);
  for (let row = 0; row < 8; row++) pixels.fill(255, row * 32, row * 32 + 8);
  return makeFrame({ rows: 32, columns: 32, pixels });
}

const [firstPoint] = makeModel().card.operatingPoints;

const threeViews = makeModel({
  // So low that the small bright spot is above it.
  operatingPoints: [{ ...firstPoint!, threshold: 0.001 }],
  preprocessing: {
    ...makeModel().card.preprocessing,
    views: [
      { scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 },
      { scale: 1.1, rotationDegrees: 5, shiftX: 0, shiftY: 0 },
      { scale: 1, rotationDegrees: -5, shiftX: 0.05, shiftY: 0 },
    ],
  },
});

/** The same model, with an operator behind its logits that can't be differentiated. */
const kinked = ((): InstalledModel => {
  const builder = createBuilder(readOnnx(makeOnnx()));
  builder.node('Mod', ['logits', builder.scalar(1e9)], { fmod: int(1) }, 'kinked');
  builder.output('kinked', { type: 'float32', dims: ['N', 2] });
  const { card } = threeViews;
  const model = makeModel({ ...card, sha256: 'f'.repeat(64), values: { ...card.values, logits: 'kinked' } });
  return { ...model, modelBytes: () => Promise.resolve(writeOnnx(builder.finish())) };
})();

/** An engine whose runs stop it as often as told. */
function stopping(stops: number): { engine: Promise<Engine>; opened: () => number } {
  let left = stops;
  let opened = 0;
  async function open(...options: Parameters<Engine['open']>): Promise<EngineSession> {
    const session = await (await engine).open(...options);
    opened += 1;
    const run: EngineSession['run'] = (...request) =>
      left-- > 0 ? Promise.reject(new EngineStoppedError()) : session.run(...request);
    return { ...session, run };
  }
  return { engine: engine.then((local) => ({ ...local, open })), opened: () => opened };
}

describe('score', () => {
  test('divides the logits by the temperature before the softmax, and judges by the first operating point', async () => {
    const score = await scoreOf(scorerOf(engine), makeModel(), frameOf(140));
    if (!score.ok) throw new FaultError(score.error);
    const [normal, pneumonia] = score.value.logits as [number, number];
    expect(score.value.findings).toEqual([
      {
        model: 'bright',
        label: 'PNEUMONIA',
        probability: expect.closeTo(1 / (1 + Math.exp((normal - pneumonia) / 2)), 6),
        threshold: 0.6,
        positive: score.value.findings[0]!.probability >= 0.6,
        flags: [],
      },
    ]);
  });

  test('calls a bright image positive and a dark one not', async () => {
    const scorer = scorerOf(engine);
    const [bright, dark] = [
      await scoreOf(scorer, makeModel(), frameOf(250)),
      await scoreOf(scorer, makeModel(), frameOf(5)),
    ];
    expect(bright).toMatchObject({ ok: true, value: { findings: [{ positive: true }] } });
    expect(dark).toMatchObject({ ok: true, value: { findings: [{ positive: false }] } });
  });

  test('averages the logits over the views', async () => {
    const scorer = scorerOf(engine);
    const { card } = threeViews;
    const whole = await scoreOf(scorer, threeViews, frameOf(100));
    const single = await Promise.all(
      card.preprocessing.views.map((view) => {
        return scoreOf(scorer, makeModel({ preprocessing: { ...card.preprocessing, views: [view] } }), frameOf(100));
      }),
    );
    const logits = single.map((score) => (score.ok ? score.value.logits[1]! : Number.NaN));
    expect(whole.ok && whole.value.logits[1]).toBeCloseTo((logits[0]! + logits[1]! + logits[2]!) / 3, 5);
  });

  test('says where the answer came from, down to the tensor that the model saw', async () => {
    const score = await scoreOf(scorerOf(engine), makeModel(), frameOf(80));
    const { data } = preprocess(frameOf(80), makeModel().card.preprocessing).input;
    const { card } = makeModel();
    expect(score.ok && score.value.provenance).toEqual({
      modelSha256: card.sha256,
      modelVersion: '1.0.0',
      cardVersion: 1,
      preprocessingVersion: 1,
      scoringFingerprint: scoringFingerprint(card),
      provider: 'cpu',
      runtimeVersion: (await engine).runtimeVersion,
      inputSha256: createHash('sha256')
        .update(new Uint8Array(data.buffer as ArrayBuffer))
        .digest('hex'),
      temperature: 2,
    });
  });

  test('opens a model once and keeps it', async () => {
    const counted = stopping(0);
    const scorer = scorerOf(counted.engine);
    await Promise.all([scoreOf(scorer, makeModel(), frameOf(1)), scoreOf(scorer, makeModel(), frameOf(2))]);
    expect(counted.opened()).toBe(1);
  });

  test('tries once more when the engine stops, on a session of the new one', async () => {
    const once = stopping(1);
    expect((await scoreOf(scorerOf(once.engine), makeModel(), frameOf(1))).ok).toBe(true);
    expect(once.opened()).toBe(2);
  });

  test('gives up with a sentence when the engine stops twice, and goes on with the next image', async () => {
    const scorer = scorerOf(stopping(2).engine);
    expect(await scoreOf(scorer, makeModel(), frameOf(1))).toMatchObject({
      ok: false,
      error: { code: 'engine.stopped-on-image' },
    });
    expect((await scoreOf(scorer, makeModel(), frameOf(2))).ok).toBe(true);
  });

  test('says why a model can’t be loaded', async () => {
    const broken = { ...makeModel(), modelBytes: () => Promise.resolve(Uint8Array.of(1, 2, 3)) };
    const score = await scoreOf(scorerOf(engine), broken, frameOf(1));
    expect(score).toMatchObject({
      ok: false,
      error: { code: 'model.cannot-run', details: { model: expect.stringContaining('Bright images') as string } },
    });
  });

  test('says why when no engine starts', async () => {
    const never = Promise.reject(new Error('No provider "cuda" here.'));
    const score = await scoreOf(scorerOf(never), makeModel(), frameOf(1));
    expect(score).toMatchObject({
      ok: false,
      error: { code: 'model.cannot-run', details: { reason: { details: { words: 'No provider "cuda" here' } } } },
    });
  });
});

describe('explain', () => {
  test('gives the same findings as the score, and a map of the first view with its maximum at 1', async () => {
    const scorer = scorerOf(engine);
    const [score, explained] = [
      await scoreOf(scorer, threeViews, frameOf(20)),
      await scorer.explain(threeViews, frameOf(20), { label: 'PNEUMONIA' }),
    ];
    if (!score.ok || !explained.ok) throw new Error('Neither may fail');
    expect(explained.value.findings[0]!.probability).toBeCloseTo(score.value.findings[0]!.probability, 6);
    const { heatmap } = explained.value;
    expect(heatmap).toMatchObject({ method: 'grad-cam', fallback: null, label: 'PNEUMONIA', width: 16 });
    expect(heatmap.covers).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
    expect(Math.max(...heatmap.values)).toBe(1);
    // The bright spot is at the top left.
    const strongest = heatmap.values.indexOf(1);
    expect([strongest % 10, Math.floor(strongest / 10)].every((cell) => cell < 2)).toBe(true);
    expect(heatmap.values.at(-1)).toBeLessThan(0.2);
  });

  test('shows nothing where nothing speaks for the label', async () => {
    const explained = await scorerOf(engine).explain(makeModel(), frameOf(20), { label: 'NORMAL' });
    expect(explained.ok && new Set(explained.value.heatmap.values)).toEqual(new Set([0]));
  });

  test('shows no map of a finding that is below its operating point', async () => {
    const model = makeModel({ operatingPoints: [{ ...firstPoint!, threshold: 0.999 }] });
    const explained = await scorerOf(engine).explain(model, frameOf(20), { label: 'PNEUMONIA' });
    expect(explained.ok && new Set(explained.value.heatmap.values)).toEqual(new Set([0]));
  });

  test('makes the map by the method that is asked for, else by the one that the card names', async () => {
    const scorer = scorerOf(engine);
    const model = makeModel({ ...threeViews.card, heatmapMethod: 'layercam' });
    const usual = await scorer.explain(model, frameOf(20), { label: 'PNEUMONIA' });
    const asked = await scorer.explain(model, frameOf(20), { label: 'PNEUMONIA', method: 'occlusion' });
    expect(usual).toMatchObject({ ok: true, value: { heatmap: { method: 'layercam', fallback: null } } });
    expect(asked).toMatchObject({ ok: true, value: { heatmap: { method: 'occlusion', fallback: null, width: 10 } } });
    expect(await scorer.heatmapMethods(model)).toEqual({
      ok: true,
      value: {
        methods: ['grad-cam', 'grad-cam++', 'hirescam', 'layercam', 'eigencam', 'occlusion'],
        usual: 'layercam',
      },
    });
  });

  test('makes it by occlusion, and says why, where the graph has no gradient', async () => {
    const explained = await scorerOf(engine).explain(kinked, frameOf(20), { label: 'PNEUMONIA' });
    if (!explained.ok) throw new FaultError(explained.error);
    const { heatmap, findings } = explained.value;
    expect(heatmap.method).toBe('occlusion');
    expect(heatmap.fallback).toMatchObject({
      code: 'heatmap.by-occlusion',
      details: { method: 'grad-cam', reason: { code: 'graph.not-differentiable', details: { operator: 'Mod' } } },
    });
    expect(findings[0]!.positive).toBe(true);
    // The bright spot is at the top left; dark places make the mean brighter when they are covered.
    const strongest = heatmap.values.indexOf(1);
    expect([strongest % 10, Math.floor(strongest / 10)].every((cell) => cell < 2)).toBe(true);
    expect(heatmap.values.at(-1)).toBe(0);
    const choice = await scorerOf(engine).heatmapMethods(kinked);
    expect(choice.ok && choice.value.methods).toEqual(['eigencam', 'occlusion']);
  });

  test('stops at once when it is not wanted any more', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const options = { label: 'PNEUMONIA', method: 'occlusion', signal } as const;
    const explained = scorerOf(engine).explain(makeModel(), frameOf(250), options);
    controller.abort();
    expect(await explained).toMatchObject({ ok: false, error: { code: 'job.cancelled' } });
  });

  test('knows only the model’s own labels', async () => {
    const explained = await scorerOf(engine).explain(makeModel(), frameOf(20), { label: 'CARDIOMEGALY' });
    expect(explained).toMatchObject({ ok: false, error: { code: 'model.no-such-label' } });
  });
});

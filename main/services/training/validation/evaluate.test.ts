import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../domain/statistics/random.ts';
import { createLocalEngine } from '../../../runtime/local/local-engine.ts';
import { createBuilder, int } from '../../../graph/ir/builder.ts';
import { createPredictor } from '../../inference/predictor.ts';
import { subjectOfGraph } from '../../inference/subject.ts';
import { calibrate, evaluate, judge } from './evaluate.ts';
import { scoreCases } from './score-cases.ts';
import type { ScoredCases } from './evaluate.ts';
import { parseTrainSettings, preprocessingOf } from '../settings/train-settings.ts';
import { FaultError } from '../../../domain/faults/fault.ts';

/** Overconfident by a factor of three: the truth follows a third of the logits. */
function makeCases(n: number): ScoredCases {
  const random = createRandom(4);
  const truths = Array.from({ length: n }, () => 1.5 * random.normal());
  return {
    logits: truths.map((logit) => [0, 3 * logit]),
    labels: truths.map((logit) => (random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0)),
    patients: truths.map((_, i) => `p${i >> 1}`),
  };
}
const labels = ['NORMAL', 'PNEUMONIA'];

describe('evaluation', () => {
  test('calibrates away overconfidence and chooses a threshold for the sensitivity', () => {
    const cases = makeCases(2000);
    const calibrated = calibrate(cases, {
      labels,
      findings: ['PNEUMONIA'],
      sensitivity: 0.95,
      cases: 'validation patients',
      random: createRandom(1),
    });
    expect(calibrated.temperature).toBeCloseTo(3, 0);
    const [inUse, half] = calibrated.operatingPoints;
    expect(inUse!.rule).toBe('95 % sensitivity on validation patients');
    expect(inUse!.sensitivity.value).toBeCloseTo(0.95, 2);
    expect(half!.threshold).toBe(0.5);
    const { metrics } = evaluate('clinic', cases, calibrated, { labels, random: createRandom(1) });
    expect(metrics.expectedCalibrationError).toBeLessThan(0.04);
    expect(metrics.auc.interval95[0]).toBeLessThan(metrics.auc.value);
    expect(metrics.atThreshold).toEqual(calibrated.operatingPoints);
  });

  test('measures three labels by the macro mean', () => {
    const { labels: truths, patients } = makeCases(90);
    const three: ScoredCases = {
      patients,
      labels: truths.map((truth, i) => (i % 3 === 0 ? 2 : truth)),
      logits: truths.map((truth, i) => [0, Number(truth), i % 3 === 0 ? 3 : -3]),
    };
    const names = ['A', 'B', 'C'];
    const { metrics } = evaluate(
      'three',
      three,
      { temperature: 1, operatingPoints: [] },
      { labels: names, random: createRandom(1) },
    );
    expect(metrics.auc.value).toBeGreaterThan(0.8);
    expect(metrics.auc.interval95[1]).toBeLessThanOrEqual(1);
  });

  test('measures labels that may be there together each by itself', () => {
    const random = createRandom(2);
    const truths = Array.from({ length: 300 }, () => [0, 1].filter(() => random.next() < 0.4));
    const together: ScoredCases = {
      labels: truths,
      patients: truths.map((_, i) => `p${i}`),
      logits: truths.map((truth) => [0, 1].map((label) => 2 * (truth.includes(label) ? 1 : -1) + 2 * random.normal())),
    };
    const names = ['EFFUSION', 'NODULE'];
    const options = { labels: names, findings: names, sensitivity: 0.9, cases: 'validation images', random };
    const calibrated = calibrate(together, options);
    expect(calibrated.operatingPoints.map(({ label }) => label)).toEqual([names[0], names[0], names[1], names[1]]);
    expect(calibrated.operatingPoints[2]!.sensitivity.value).toBeCloseTo(0.9, 1);
    const { metrics } = evaluate('together', together, calibrated, options);
    expect(metrics.auc.value).toBeGreaterThan(0.85);
    expect(metrics.auc.n).toBe(300);
    expect(metrics.expectedCalibrationError).toBeLessThan(0.05);
    expect(judge(together, random).auc).toBeCloseTo(metrics.auc.value, 6);
  });

  test('averages the logits over the views of each image', async () => {
    const parsed = parseTrainSettings({ size: 16, views: 3 });
    if (!parsed.ok) throw new FaultError(parsed.error);
    const spec = preprocessingOf(parsed.value);
    const graph = createBuilder({});
    const image = graph.input('image', { type: 'float32', dims: ['N', 1, 16, 16] });
    const pixels = graph.node('Flatten', [image], { axis: int(1) });
    graph.node('Slice', [pixels, graph.ints([0]), graph.ints([2]), graph.ints([1])], {}, 'logits');
    graph.output('logits', { type: 'float32', dims: ['N', 2] });
    const engine = await createLocalEngine({ threads: 1 });
    await using predictor = createPredictor(engine);
    const subject = subjectOfGraph(graph.finish(), { input: 'image', logits: 'logits' });
    const random = createRandom(2);
    const cases = Array.from({ length: 13 }, (_, i) => ({
      image: { width: 20, height: 20, values: Float32Array.from({ length: 400 }, () => random.next()) },
      label: i % 2,
      patient: `p${i}`,
    }));
    const all = await scoreCases(predictor, subject, cases, spec);
    const perView = await Promise.all(
      spec.views.map((view) => scoreCases(predictor, subject, cases, { ...spec, views: [view] })),
    );
    all.logits.forEach((row, i) =>
      row.forEach((value, label) => {
        const mean = perView.reduce((sum, scored) => sum + scored.logits[i]![label]!, 0) / 3;
        expect(value).toBeCloseTo(mean, 5);
      }),
    );
    await engine.close();
  });
});

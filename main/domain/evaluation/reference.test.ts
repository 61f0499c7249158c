import { describe, expect, test } from 'vitest';
import reference from '../../../tests/fixtures/evaluation.json' with { type: 'json' };
import { fitLogistic } from '../statistics/logistic-regression.ts';
import { createRandom } from '../statistics/random.ts';
import { normalUpperTail } from '../statistics/statistics.ts';
import { cohenKappa, holm } from '../comparison/agreement.ts';
import { estimateArea } from './area.ts';
import { classReport } from './classes.ts';
import { decisionCurve, precisionRecallPoints, resampleCurves, rocPoints } from './curves.ts';
import { testCalls } from '../comparison/mcnemar.ts';
import { testAreas } from '../comparison/paired-areas.ts';
import { averagePrecision, countsFrom, rankScores } from './ranking.ts';
import { ratesAt } from './rates.ts';
import { findingCalibration } from './reliability.ts';
import { drawResamples } from '../statistics/resamples.ts';

const sets = [reference.single, reference.few, reference.clustered];
const resamplesOf = ({ patients }: { patients: string[] }) => drawResamples(patients, createRandom(1), 50);
const callsOf = (probabilities: readonly number[]) => probabilities.map((each) => each >= 0.5);

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(found[i]).toBeCloseTo(expected[i]!, 9);
}

describe('measures agree with scikit-learn, SciPy, statsmodels and the papers', () => {
  test('area, average precision and the points of both curves', () => {
    for (const { a, positives, ...expected } of sets) {
      const ranking = rankScores(a, positives);
      expect(estimateArea(a, positives, resamplesOf(expected))!.value).toBeCloseTo(expected.auc, 9);
      expect(averagePrecision(countsFrom(ranking, null))).toBeCloseTo(expected.averagePrecision, 9);
      const [, ...roc] = rocPoints(ranking)!;
      expectClose(
        roc.map((point) => point.threshold),
        expected.roc.thresholds,
      );
      expectClose(
        roc.map((point) => point.falsePositiveRate),
        expected.roc.falsePositiveRate,
      );
      expectClose(
        roc.map((point) => point.sensitivity),
        expected.roc.sensitivity,
      );
      const points = precisionRecallPoints(ranking)!.slice(0, expected.precisionRecall.recall.length);
      expectClose(
        points.map((point) => point.precision),
        expected.precisionRecall.precision,
      );
      expectClose(
        points.map((point) => point.recall),
        expected.precisionRecall.recall,
      );
    }
  });

  test('counts and rates at a threshold, and predictive values at a prevalence', () => {
    for (const { a, positives, patients, rates } of sets) {
      for (const { threshold, prevalence, counts, positiveAtPrevalence, negativeAtPrevalence, ...expected } of rates) {
        const found = ratesAt({ probabilities: a, positives }, threshold, resamplesOf({ patients }), prevalence);
        const { truePositives, falsePositives, trueNegatives, falseNegatives } = found.counts;
        expect([truePositives, falsePositives, trueNegatives, falseNegatives]).toEqual(counts);
        for (const [name, value] of Object.entries(expected))
          expect(found[name as keyof typeof expected]!.value).toBeCloseTo(value, 9);
        expect(found.atPrevalence!.positivePredictiveValue!.value).toBeCloseTo(positiveAtPrevalence, 9);
        expect(found.atPrevalence!.negativePredictiveValue!.value).toBeCloseTo(negativeAtPrevalence, 9);
      }
    }
  });

  test('Brier score, log loss, calibration error and net benefit', () => {
    for (const { a, positives, patients, ...expected } of sets) {
      const resamples = resamplesOf({ patients });
      const found = findingCalibration({ probabilities: a, positives }, resamples);
      expect(found.brier.value).toBeCloseTo(expected.brier, 9);
      expect(found.negativeLogLikelihood.value).toBeCloseTo(expected.logLoss, 9);
      expect(found.expectedCalibrationError.value).toBeCloseTo(expected.ece, 9);
      const ranking = rankScores(a, positives);
      const curve = decisionCurve(ranking, resampleCurves(ranking, resamples));
      for (const [threshold, value] of Object.entries(expected.netBenefit)) {
        const point = curve.find((each) => Math.abs(each.threshold - Number(threshold)) < 1e-9)!;
        expect(point.model.value).toBeCloseTo(value, 9);
      }
    }
  });

  test('the paired test of areas: DeLong’s for single images, Obuchowski’s for several a patient', () => {
    for (const { a, b, positives, patients, areas } of sets) {
      const found = testAreas(rankScores(a, positives), rankScores(b, positives), resamplesOf({ patients }))!;
      expect(found.method === 'delong').toBe(new Set(patients).size === patients.length);
      expect(found.difference.value).toBeCloseTo(areas.difference, 9);
      expect(found.p).toBeCloseTo(areas.p, 9);
      const [low, high] = found.difference.interval95;
      expect((high - low) / 2).toBeCloseTo(1.959963985 * areas.deviation, 6);
    }
  });

  test('McNemar’s test, exact where few are discordant and mid-p where many are', () => {
    for (const { a, b, positives, patients, mcnemar } of sets.slice(0, 2)) {
      const right = (probabilities: number[]) => callsOf(probabilities).map((is, i) => is === positives[i]);
      const { method, p, ...table } = testCalls(right(a), right(b), resamplesOf({ patients }));
      expect([
        [table.bothRight, table.onlyA],
        [table.onlyB, table.bothWrong],
      ]).toEqual(mcnemar.table);
      expect(p).toBeCloseTo(method === 'exact' ? mcnemar.exact : mcnemar.midP, 9);
    }
  });

  test('kappa, Holm’s correction, the normal distribution’s tails and logistic regression', () => {
    for (const { a, b, positives, patients, kappa, logistic } of sets) {
      expect(cohenKappa(callsOf(a), callsOf(b), resamplesOf({ patients }))!.value).toBeCloseTo(kappa, 9);
      const logOdds = (p: number) =>
        Math.log(Math.min(1 - 1e-7, Math.max(1e-7, p)) / (1 - Math.min(1 - 1e-7, Math.max(1e-7, p))));
      const rows = a.map((each, i) => Float64Array.of(logOdds(each), logOdds(b[i]!)));
      const model = fitLogistic(rows, positives, 1);
      expect(model.bias).toBeCloseTo(logistic.bias, 6);
      model.weights.forEach((weight, i) => expect(weight).toBeCloseTo(logistic.weights[i]!, 6));
    }
    expectClose(holm(reference.holm.p), reference.holm.adjusted);
    for (const [z, tail] of reference.normalTails) {
      expect(normalUpperTail(z!)).toBeCloseTo(tail!, 12);
      expect(normalUpperTail(z!) / tail!).toBeCloseTo(1, 6);
    }
  });

  test('labels that exclude each other', () => {
    const { labels, answers, ...expected } = reference.multi;
    const resamples = resamplesOf({ patients: labels.map(String) });
    const found = classReport(['x', 'y', 'z'], labels, answers, resamples);
    expect(found.confusion).toEqual(expected.confusion);
    for (const name of ['accuracy', 'balancedAccuracy', 'macroF1', 'matthews'] as const)
      expect(found[name]!.value).toBeCloseTo(expected[name], 9);
    for (const name of ['recall', 'precision', 'f1'] as const)
      expectClose(
        found.perLabel.map((line) => line[name]!.value),
        expected[name],
      );
  });
});

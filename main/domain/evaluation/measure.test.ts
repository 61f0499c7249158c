import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '../statistics/random.ts';
import { compareRows } from '../comparison/compare.ts';
import { combine } from '../comparison/ensembles.ts';
import { foldsByPatient } from './folds.ts';
import { measureEntries, type MeasureOptions } from './measure.ts';
import type { ScoredEntries } from './scored-entries.ts';
import { testCalls } from '../comparison/mcnemar.ts';
import { predictiveValues } from './rates.ts';
import { drawResamples } from '../statistics/resamples.ts';
import { groupOf } from './subgroups.ts';
import { ratesAtSensitivity } from './thresholds.ts';

let random = createRandom('cases');
beforeEach(() => {
  random = createRandom('cases');
});

/** Two labels; the logit tells the truth with noise. */
function makeCases(n: number, imagesAPatient = 1, overrides: Partial<ScoredEntries> = {}): ScoredEntries {
  const truths = Array.from({ length: n }, () => Number(random.next() < 0.4));
  return {
    labels: ['NORMAL', 'PNEUMONIA'],
    isExclusive: true,
    logits: truths.map((truth) => [0, 3 * truth - 1.5 + 1.2 * random.normal()]),
    temperature: 1,
    truths,
    patients: truths.map((_, i) => String(Math.floor(i / imagesAPatient))),
    ...overrides,
  };
}

function optionsFor({ truths }: ScoredEntries, overrides: Partial<MeasureOptions> = {}): MeasureOptions {
  return {
    findings: ['PNEUMONIA'],
    operatingPoints: [{ label: 'PNEUMONIA', threshold: 0.3, rule: 'in use' }],
    thresholds: [],
    sensitivity: null,
    prevalence: null,
    attributes: truths.map(() => ({})),
    random: createRandom(1),
    ...overrides,
  };
}

describe('an evaluation', () => {
  test('says the same twice, for the patients are drawn by a seed', () => {
    const cases = makeCases(60, 2);
    expect(measureEntries(cases, optionsFor(cases))).toEqual(measureEntries(cases, optionsFor(cases)));
  });

  test('counts patients, not images, in its intervals', () => {
    const once = makeCases(80);
    const copied: ScoredEntries = {
      ...once,
      logits: once.logits.flatMap((row) => Array.from({ length: 5 }, () => row)),
      truths: once.truths.flatMap((truth) => [truth, truth, truth, truth, truth]),
      patients: once.patients.flatMap((patient) => [patient, patient, patient, patient, patient]),
    };
    const width = (cases: ScoredEntries): number[] => {
      const [finding] = measureEntries(cases, optionsFor(cases)).findings;
      const at = finding!.atThresholds[1]!;
      return [finding!.auc!, finding!.averagePrecision!, at.sensitivity!, at.f1!, at.matthews!].map(
        ({ interval95: [low, high] }) => high - low,
      );
    };
    const alone = width(once);
    // As independent images they would be 0.45 times as wide.
    width(copied).forEach((each, i) => expect(each / alone[i]!).toBeGreaterThan(0.6));
  });

  test('is never sure of a rate at its end: without an error intervals keep a width', () => {
    const truths = Array.from({ length: 40 }, (_, i) => Number(i < 20));
    const cases = makeCases(40, 1, { truths, logits: truths.map((truth) => [0, truth === 1 ? 6 : -6]) });
    const { findings, classes } = measureEntries(cases, optionsFor(cases, { prevalence: 0.01 }));
    const { sensitivity, f1, matthews, balancedAccuracy, atPrevalence } = findings[0]!.atThresholds[0]!;
    const perfect = [
      sensitivity,
      f1,
      matthews,
      balancedAccuracy,
      classes!.macroF1,
      classes!.matthews,
      findings[0]!.auc,
      findings[0]!.averagePrecision,
    ];
    for (const estimate of perfect) {
      expect(estimate!.value).toBe(1);
      expect(estimate!.interval95[0]).toBeLessThan(0.95);
    }
    // One false positive of a hundred healthy would halve it.
    expect(atPrevalence!.positivePredictiveValue!.interval95[0]).toBeLessThan(0.1);
  });

  test('gives a predictive value an interval where the sensitivity’s end would leave it undefined', () => {
    // One found, without a false alarm: where nothing is called, no call has a worth.
    const sensitivity = { value: 0.2, interval95: [0, 0.6] as [number, number], n: 5 };
    const specificity = { value: 1, interval95: [0.6, 1] as [number, number], n: 6 };
    const { positivePredictiveValue } = predictiveValues(0.1, sensitivity, specificity);
    expect(positivePredictiveValue).toEqual({ value: 1, interval95: [0, 1], n: 11 });
    const mirrored = predictiveValues(0.9, specificity, sensitivity).negativePredictiveValue;
    expect(mirrored).toEqual({ value: 1, interval95: [0, 1], n: 11 });
  });

  test('measures subgroups at the threshold in use, also where that is one half', () => {
    const cases = makeCases(30);
    const attributes = cases.truths.map((_, i) => ({ sex: i % 2 === 0 ? 'F' : 'M' }));
    const points = [0.5, 0.3].map((threshold) => ({ label: 'PNEUMONIA', threshold, rule: 'a point' }));
    const { findings } = measureEntries(cases, optionsFor(cases, { attributes, operatingPoints: points }));
    expect(findings[0]!.subgroups[0]!.threshold).toBe(0.5);
  });

  test('has no value where nothing defines one', () => {
    const cases = makeCases(12, 1, { truths: Array.from({ length: 12 }, () => 0) });
    const { findings, macroAuc } = measureEntries(cases, optionsFor(cases, { sensitivity: 0.9 }));
    const [finding] = findings;
    expect([finding!.auc, finding!.roc, finding!.averagePrecision, finding!.precisionRecall, macroAuc]).toEqual(
      Array(5).fill(null),
    );
    expect(finding!.atThresholds[0]!.sensitivity).toBeNull();
    expect(finding!.atThresholds[0]!.specificity).not.toBeNull();
    expect(finding!.atThresholds.map(({ kind }) => kind)).toEqual(['half', 'card']);
  });

  test('measures labels that may be there together one by one, and labels unknown to the model as the rest', () => {
    const cases: ScoredEntries = {
      labels: ['A', 'B'],
      isExclusive: false,
      logits: [
        [3, 3],
        [2, -2],
        [-3, 1],
        [-1, -4],
        [1, 2],
        [-2, -1],
      ],
      temperature: 1,
      truths: [[0, 1], [0], [1], [], [0, 1], []],
      patients: ['a', 'b', 'c', 'd', 'e', 'f'],
    };
    const both = measureEntries(cases, optionsFor(cases, { findings: ['A', 'B'], operatingPoints: [] }));
    expect(both.findings.map(({ positives, auc }) => [positives, auc!.value])).toEqual([
      [3, 1],
      [3, 1],
    ]);
    expect(both.classes).toBeNull();
    expect(both.calibration!.brier.n).toBe(12);
    const exclusive = { ...cases, isExclusive: true, truths: [0, 0, 1, [], 1, []] };
    const rest = measureEntries(exclusive, optionsFor(exclusive, { findings: ['A', 'B'], operatingPoints: [] }));
    expect([rest.classes, rest.calibration]).toEqual([null, null]);
    expect(rest.findings[0]!.n).toBe(6);
  });

  test('fits another temperature on other patients than it is judged on', () => {
    const cases = makeCases(400, 2, { temperature: 0.3 });
    const { temperature, calibration } = measureEntries(cases, optionsFor(cases));
    // The noise's variance over the distance between the means.
    expect(temperature!.fitted).toBeCloseTo(1.44 / 3, 1);
    const refitted = temperature!.crossFitted!.negativeLogLikelihood.value;
    expect(refitted).toBeLessThan(calibration!.negativeLogLikelihood.value);
    const folds = foldsByPatient(cases.patients, 5);
    cases.patients.forEach((patient, i) => expect(folds[cases.patients.indexOf(patient)]).toBe(folds[i]));
  });

  test('the threshold for a sensitivity reaches it, with its own interval', () => {
    const cases = makeCases(300);
    const probabilities = cases.logits.map(([, logit]) => 1 / (1 + Math.exp(-logit!)));
    const positives = cases.truths.map((truth) => truth === 1);
    const resamples = drawResamples(cases.patients, createRandom(1));
    const found = ratesAtSensitivity({ probabilities, positives }, 0.9, resamples)!;
    expect(found.sensitivity!.value).toBeGreaterThanOrEqual(0.9);
    const [low, high] = found.thresholdInterval!;
    expect(low).toBeLessThan(found.threshold);
    expect(high).toBeGreaterThan(found.threshold);
  });

  test('puts ages into bands, however they are written, and leaves out what is unknown', () => {
    expect(['045Y', '45', '018M', ' 3 ', '90 y'].map((age) => groupOf('age', { age }))).toEqual([
      '40–59',
      '40–59',
      '0–1',
      '2–5',
      '75 and over',
    ]);
    expect([groupOf('age', { age: 'old' }), groupOf('sex', {}), groupOf('sex', { sex: 'F' })]).toEqual([
      null,
      null,
      'F',
    ]);
    expect(groupOf('constructor', {})).toBeNull();
    const cases = makeCases(40);
    const attributes = cases.truths.map((_, i): Record<string, string> =>
      i < 4 ? {} : { sex: i % 2 === 0 ? 'F' : 'M', id: String(i) },
    );
    const [table, ...others] = measureEntries(cases, optionsFor(cases, { attributes })).findings[0]!.subgroups;
    expect(others).toEqual([]);
    expect(table).toMatchObject({ attribute: 'sex', threshold: 0.3, unknown: 4 });
    expect(table!.groups.map(({ value, n }) => [value, n])).toEqual([
      ['F', 18],
      ['M', 18],
    ]);
  });
});

describe('a comparison', () => {
  test('the better of two is found, and a model differs not from itself', () => {
    const cases = makeCases(300, 2);
    const positives = cases.truths.map((truth) => truth === 1);
    const good = cases.logits.map(([, logit]) => 1 / (1 + Math.exp(-logit!)));
    const poor = good.map((probability) => 0.3 * probability + 0.7 * random.next());
    const rows = [good, good, poor].map((probabilities) => ({ probabilities, calls: { sensitivity: 0.9 } }));
    const { pairs } = compareRows({ label: 'P', positives, patients: cases.patients, rows }, createRandom(1));
    const [same, better] = pairs;
    expect(same).toMatchObject({ a: 0, b: 1, area: { p: 1, pHolm: 1 }, calls: { p: 1 }, kappa: { value: 1 } });
    expect(same!.kappa!.interval95[0]).toBeLessThan(1);
    expect(better!.area!.difference.interval95[0]).toBeGreaterThan(0);
    expect(better!.area!.pHolm).toBeGreaterThan(better!.area!.p);
    expect(better!.area!.pHolm).toBeLessThan(0.01);
  });

  test('a ranking without an error differs from none at all, and one patient of a kind tells nothing', () => {
    const positives = Array.from({ length: 16 }, (_, i) => i < 8);
    const patients = positives.map((_, i) => String(i));
    const rows = [positives.map(Number), positives.map(() => 0.5)].map((probabilities) => {
      return { probabilities, calls: { sensitivity: 0.9 } };
    });
    const areaOf = (positive: readonly boolean[]) =>
      compareRows({ label: 'P', positives: positive, patients, rows }, createRandom(1)).pairs[0]!.area;
    const { p, difference } = areaOf(positives)!;
    expect(difference.value).toBe(0.5);
    // Eight pairs, all in order.
    expect(p).toBeCloseTo(2 / 2 ** 8, 12);
    expect(difference.interval95[0]).toBeGreaterThan(0);
    expect(difference.interval95[0]).toBeLessThan(0.2);
    expect(areaOf(positives.map((_, i) => i === 0))).toBeNull();
  });

  test('copies of an image make McNemar’s test no surer', () => {
    const right = Array.from({ length: 30 }, (_, i) => i < 21);
    const other = right.map((_, i) => i >= 14 && i < 28);
    const patients = right.map((_, i) => `p${i}`);
    const thrice = <T>(values: readonly T[]): T[] => [...values, ...values, ...values];
    const once = testCalls(right, other, drawResamples(patients, createRandom(1)));
    const copied = testCalls(thrice(right), thrice(other), drawResamples(thrice(patients), createRandom(1)));
    expect(copied).toMatchObject({ onlyA: 3 * once.onlyA, byPatient: true, method: 'exact' });
    expect(copied.p).toBeCloseTo(once.p, 12);
  });

  test('an ensemble is fitted on other patients: one that knows nothing gains nothing from its own cases', () => {
    const n = 120;
    const patients = Array.from({ length: n }, (_, i) => String(Math.floor(i / 2)));
    const truth = Array.from({ length: n / 2 }, () => random.next() < 0.5).flatMap((each) => [each, each]);
    const noise = Array.from({ length: 8 }, () => truth.map(() => random.next()));
    const stacked = combine('stacking', noise, truth, patients);
    const right = stacked.probabilities.filter((probability, i) => probability >= 0.5 === truth[i]).length;
    expect(right / n).toBeLessThan(0.62);
    const informed = truth.map((is) => (is ? 0.8 : 0.2));
    const { weights } = combine('weighted', [informed, ...noise.slice(1)], truth, patients);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...weights)).toBe(weights[0]);
    expect(combine('mean', [informed, noise[0]!], truth, patients).probabilities[0]).toBeCloseTo(
      (informed[0]! + noise[0]![0]!) / 2,
      12,
    );
  });
});

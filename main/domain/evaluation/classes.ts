/** Measures of labels that exclude each other, the likeliest being the answer. */
import type { Estimate } from '../statistics/estimate.ts';
import { rateOver } from '../statistics/estimate-rate.ts';
import { f1OfJaccard } from './rates.ts';
import type { ClassLine, ClassReport } from './report.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

/** The place of each case's likeliest label; the first of equal ones. */
export function answersOf(probabilities: readonly (readonly number[])[]): number[] {
  return probabilities.map((row) => row.indexOf(Math.max(...row)));
}

/** @param truths and `answers` are places in `labels`, one a case. */
export function classReport(
  labels: readonly string[],
  truths: readonly number[],
  answers: readonly number[],
  resamples: Resamples,
): ClassReport {
  const count = labels.length;
  const table = (weights: Float64Array | null): Float64Array => {
    const cells = new Float64Array(count * count);
    for (let i = 0; i < truths.length; i++) cells[truths[i]! * count + answers[i]!]! += weights?.[i] ?? 1;
    return cells;
  };
  const over = (measure: (cells: Float64Array, labelCount: number) => number): Estimate => {
    const values = resampled(resamples, (weights) => measure(table(weights), count));
    const value = measure(table(null), count);
    return { value, interval95: percentileInterval(values) ?? [value, value], n: truths.length };
  };
  const cells = table(null);
  const matthews = over(matthewsOf);
  const accuracy = rateOver(
    resamples,
    () => true,
    (i) => truths[i] === answers[i],
  )!;
  return {
    labels,
    confusion: labels.map((_, row) => [...cells.subarray(row * count, (row + 1) * count)]),
    accuracy,
    balancedAccuracy: noSurer(over(balancedAccuracyOf), accuracy),
    macroF1: noSurer(over(macroF1Of), accuracy),
    matthews: Number.isNaN(matthews.value) ? null : noSurer(matthews, accuracy),
    perLabel: labels.map((label, place) => classLine(label, place, truths, answers, resamples)),
  };
}

/**
 * Where the bootstrap had nothing to vary, as without an error, an interval of no width would mislead: it then reaches
 * as far as that of the accuracy.
 */
function noSurer(estimate: Estimate, accuracy: Estimate): Estimate {
  const [low, high] = estimate.interval95;
  if (low < high) return estimate;
  const [accuracyLow, accuracyHigh] = accuracy.interval95;
  const reach = (end: number): number => estimate.value + (end - accuracy.value);
  return { ...estimate, interval95: [reach(accuracyLow), Math.min(1, reach(accuracyHigh))] };
}

function classLine(
  label: string,
  place: number,
  truths: readonly number[],
  answers: readonly number[],
  resamples: Resamples,
): ClassLine {
  const isTrue = (i: number): boolean => truths[i] === place;
  const isAnswer = (i: number): boolean => answers[i] === place;
  const jaccard = rateOver(
    resamples,
    (i) => isTrue(i) || isAnswer(i),
    (i) => isTrue(i) && isAnswer(i),
  );
  return {
    label,
    n: truths.filter((truth) => truth === place).length,
    recall: rateOver(resamples, isTrue, isAnswer),
    precision: rateOver(resamples, isAnswer, isTrue),
    f1: f1OfJaccard(jaccard),
  };
}

interface Sums {
  /** Counts by label: cases that have it, cases that were answered so, and those that are both. */
  readonly truth: Float64Array;
  readonly answer: Float64Array;
  readonly right: Float64Array;
}

function sumsOf(cells: Float64Array, count: number): Sums {
  const sums = { truth: new Float64Array(count), answer: new Float64Array(count), right: new Float64Array(count) };
  cells.forEach((cell, i) => {
    const [row, column] = [Math.floor(i / count), i % count];
    sums.truth[row]! += cell;
    sums.answer[column]! += cell;
    if (row === column) sums.right[row]! += cell;
  });
  return sums;
}

/** Mean of the shares answered right, over the labels that occur. */
function balancedAccuracyOf(cells: Float64Array, count: number): number {
  const { truth, right } = sumsOf(cells, count);
  const shares = [...right].map((hits, i) => hits / truth[i]!).filter((share) => !Number.isNaN(share));
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}

/** Mean over the labels that occur or were answered. */
function macroF1Of(cells: Float64Array, count: number): number {
  const { truth, answer, right } = sumsOf(cells, count);
  const values = [...right].map((hits, i) => (2 * hits) / (truth[i]! + answer[i]!)).filter((f1) => !Number.isNaN(f1));
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** The correlation of Gorodkin 2004 (his R_K); 0 where all answers are alike, NaN where all truths are. */
function matthewsOf(cells: Float64Array, count: number): number {
  const { truth, answer, right } = sumsOf(cells, count);
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const all = truth.reduce((a, b) => a + b, 0);
  const hits = right.reduce((a, b) => a + b, 0);
  const spreadOfTruth = all ** 2 - dot(truth, truth);
  const spreadOfAnswers = all ** 2 - dot(answer, answer);
  if (spreadOfTruth === 0) return Number.NaN;
  if (spreadOfAnswers === 0) return 0;
  return (hits * all - dot(truth, answer)) / Math.sqrt(spreadOfTruth * spreadOfAnswers);
}

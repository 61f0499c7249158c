/** A small linear classifier: logistic regression with an L2 penalty, fitted exactly. */
import { sigmoid } from './activation.ts';

export interface LogisticModel {
  readonly weights: Float64Array;
  readonly bias: number;
  /** Each feature's mean and deviation over the cases that the model was fitted to. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Newton steps; a penalised fit needs fewer than ten. */
const MOST_STEPS = 25;
const TOLERANCE = 1e-8;

/**
 * Iteratively reweighted least squares (Hastie, Tibshirani, Friedman 2009, section 4.4.1) on standardised features.
 * @param rows one vector of features a case.
 * @param penalty times half the squared weights; the bias is free.
 */
export function fitLogistic(
  rows: readonly Float64Array[],
  positives: readonly boolean[],
  penalty: number,
): LogisticModel {
  const { mean, deviation } = momentsOf(rows);
  const inputs = rows.map((row) => standardise(row, mean, deviation));
  const size = mean.length + 1;
  let beta = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(inputs, positives, beta, penalty);
    beta = beta.map((value, i) => value + change[i]!);
    if (Math.max(...change.map(Math.abs)) < TOLERANCE) break;
  }
  return { weights: beta.slice(0, -1), bias: beta[size - 1]!, mean, deviation };
}

/** The logit of a case. */
export function logitOf({ weights, bias, mean, deviation }: LogisticModel, row: Float64Array): number {
  return standardise(row, mean, deviation).reduce((sum, value, i) => sum + value * (weights[i] ?? bias), 0);
}

function momentsOf(rows: readonly Float64Array[]): Pick<LogisticModel, 'mean' | 'deviation'> {
  const mean = new Float64Array(rows[0]!.length);
  const deviation = new Float64Array(mean.length);
  for (const row of rows) row.forEach((value, i) => (mean[i]! += value / rows.length));
  for (const row of rows) row.forEach((value, i) => (deviation[i]! += (value - mean[i]!) ** 2 / rows.length));
  // What never changes tells nothing: it becomes zero everywhere.
  return { mean, deviation: deviation.map((value) => (value > 1e-18 ? Math.sqrt(value) : Infinity)) };
}

/** With a 1 behind, for the bias. */
function standardise(row: Float64Array, mean: Float64Array, deviation: Float64Array): Float64Array {
  const input = new Float64Array(row.length + 1).fill(1);
  for (let i = 0; i < row.length; i++) input[i] = (row[i]! - mean[i]!) / deviation[i]!;
  return input;
}

function newtonStep(
  inputs: readonly Float64Array[],
  positives: readonly boolean[],
  beta: Float64Array,
  penalty: number,
): Float64Array {
  const size = beta.length;
  const gradient = beta.map((value, i) => (i < size - 1 ? -penalty * value : 0));
  const curvature = new Float64Array(size * size);
  for (let i = 0; i < size; i++) curvature[i * size + i] = i < size - 1 ? penalty : 1e-9;
  inputs.forEach((input, k) => {
    let logit = 0;
    for (let i = 0; i < size; i++) logit += beta[i]! * input[i]!;
    const probability = sigmoid(logit);
    const residual = Number(positives[k]) - probability;
    const weight = probability * (1 - probability);
    for (let i = 0; i < size; i++) {
      gradient[i]! += residual * input[i]!;
      const scaled = weight * input[i]!;
      for (let j = 0; j <= i; j++) curvature[i * size + j]! += scaled * input[j]!;
    }
  });
  return solveByCholesky(curvature, gradient);
}

/** @param lower the lower triangle of a symmetric positive definite matrix, row by row; overwritten by its factor. */
function solveByCholesky(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= lower[i * size + k]! * solution[k]!;
    solution[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= lower[k * size + i]! * solution[k]!;
    solution[i]! /= lower[i * size + i]!;
  }
  return solution;
}

/** Logistic regression of an outcome on a few numbers. */

export interface Logistic {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

const STEPS = 50;

/**
 * The coefficients with the smallest summed loss plus half their squared length (the intercept is free), as
 * scikit-learn's LogisticRegression with C = 1; by Newton's method, each step halved until it does not make it worse.
 */
export function fitLogistic(rows: readonly (readonly number[])[], outcomes: readonly boolean[]): Logistic {
  const width = (rows[0]?.length ?? 0) + 1;
  let point = Array.from({ length: width }, () => 0);
  let loss = lossOf(point, rows, outcomes);
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = derivatives(point, rows, outcomes);
    if (Math.hypot(...gradient) < 1e-10 * rows.length) break;
    const direction = solve(hessian, gradient);
    let size = 1;
    let next = moved(point, direction, size);
    let nextLoss = lossOf(next, rows, outcomes);
    for (; nextLoss > loss && size > 1e-6; size /= 2) {
      next = moved(point, direction, size / 2);
      nextLoss = lossOf(next, rows, outcomes);
    }
    if (nextLoss >= loss) break;
    [point, loss] = [next, nextLoss];
  }
  return { intercept: point[0]!, coefficients: point.slice(1) };
}

export function predictLogistic({ intercept, coefficients }: Logistic, row: readonly number[]): number {
  return 1 / (1 + Math.exp(-coefficients.reduce((sum, weight, i) => sum + weight * row[i]!, intercept)));
}

const moved = (point: readonly number[], direction: readonly number[], size: number): number[] =>
  point.map((value, i) => value - size * direction[i]!);

const logOddsAt = ([intercept, ...weights]: readonly number[], row: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * row[i]!, intercept!);

function lossOf(point: readonly number[], rows: readonly (readonly number[])[], outcomes: readonly boolean[]): number {
  let loss = point.slice(1).reduce((sum, weight) => sum + (weight * weight) / 2, 0);
  rows.forEach((row, i) => {
    const margin = (outcomes[i]! ? 1 : -1) * logOddsAt(point, row);
    // log(1 + exp(-margin)) without overflow.
    loss += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  });
  return loss;
}

function derivatives(
  point: readonly number[],
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
): { gradient: number[]; hessian: number[][] } {
  const gradient = point.map((weight, i) => (i === 0 ? 0 : weight));
  const hessian = point.map((_, i) => point.map((_unused, j) => Number(i === j && i > 0)));
  rows.forEach((row, k) => {
    const probability = 1 / (1 + Math.exp(-logOddsAt(point, row)));
    const error = probability - Number(outcomes[k]!);
    const spread = probability * (1 - probability);
    for (let i = 0; i < point.length; i++) {
      const x = i === 0 ? 1 : row[i - 1]!;
      gradient[i]! += error * x;
      for (let j = 0; j < point.length; j++) hessian[i]![j]! += spread * x * (j === 0 ? 1 : row[j - 1]!);
    }
  });
  return { gradient, hessian };
}

/** Gaussian elimination with the largest pivot; where there is none, the direction is left out. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    if (Math.abs(head[column]!) < 1e-12) continue;
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = rows[i]![column]! / head[column]!;
      for (let j = column; j <= size; j++) rows[i]![j]! -= factor * head[j]!;
    }
  }
  return rows.map((row, i) => (Math.abs(row[i]!) < 1e-12 ? 0 : row[size]! / row[i]!));
}

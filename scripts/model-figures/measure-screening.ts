/**
 * How well a screening told two class folders apart:
 * `node scripts/model-figures/measure-screening.ts LINES POSITIVE NEGATIVE`, LINES being what `overread screen --json` printed.
 * The folder that a file lies in is the truth; files in other folders do not count. Each file counts as a patient.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { estimateAuc, measureOperatingPoint } from '../../main/domain/evaluation/metrics.ts';
import type { Estimate } from '../../main/domain/statistics/estimate.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';

interface Line {
  readonly path: string;
  readonly predictions: readonly { readonly label: string; readonly probability: number; readonly threshold: number }[];
}

const [lines = '', positive = '', negative = ''] = process.argv.slice(2);
const cases = readFileSync(lines, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)
  .map(({ path, predictions }) => ({ path, truth: basename(dirname(path)), finding: predictions[0] }))
  .filter(({ truth, finding }) => (truth === positive || truth === negative) && finding !== undefined);

const probabilities = cases.map(({ finding }) => finding!.probability);
const positives = cases.map(({ truth }) => truth === positive);
const patients = cases.map(({ path }) => path);
const rate = ({ value, interval95: [low, high], n }: Estimate): string =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}, n ${n})`;

const { label, threshold } = cases[0]!.finding!;
const random = createRandom('measure screening');
const point = measureOperatingPoint({ label, threshold, rule: '' }, probabilities, positives, { patients, random });
console.log(`AUC          ${rate(estimateAuc(probabilities, positives, patients, random))}`);
console.log(
  `at ${threshold.toFixed(3)}: sensitivity ${rate(point.sensitivity)}, specificity ${rate(point.specificity)}`,
);

/** Deletion and insertion (Petsiuk et al. 2018): does the probability rest on the places that the map shows? */
import { estimateMean } from '../../domain/statistics/estimate-mean.ts';
import type { Faithfulness } from '../../domain/saliency-checks/saliency-check.ts';
import { areaUnder, descendingOrder, type HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Random } from '../../domain/statistics/random.ts';
import { blur, resize } from '../../imaging/grey-image/grey-image.ts';
import type { CheckImage } from './check-image.ts';
import type { Asked } from './ask-model.ts';

/** Equal parts of the picture that go or come, one after the other. */
const STEPS = 16;
/** Random orders a case, of places of an eighth of the picture's side: as coarse as maps are, and the same for all. */
const RANDOM_ORDERS = 2;
const RANDOM_GRID = 8;
/** Standard deviation of the blur that insertion begins with, as a share of the picture's width. */
const BLUR = 0.1;

/** Areas under the probability, in the order of the cases. */
interface Areas {
  readonly deletion: readonly number[];
  readonly insertion: readonly number[];
}

export interface FaithfulnessOptions {
  readonly cases: readonly CheckImage[];
  readonly spec: Preprocessing;
  readonly probabilities: (asked: readonly Asked[]) => Promise<readonly number[]>;
  readonly random: Random;
}

export interface FaithfulnessTest {
  /** The random orders are tried at the first call, and are the same for all methods. */
  measure(maps: readonly HeatMap[], onProgress: (done: number) => void): Promise<Faithfulness>;
}

export function createFaithfulness(options: FaithfulnessOptions): FaithfulnessTest {
  const { cases, random } = options;
  let randomAreas: Promise<Areas> | null = null;
  return {
    async measure(maps, onProgress) {
      randomAreas ??= areasOfRandomOrders(options, (done) => onProgress(done * 0.6));
      const chance = await randomAreas;
      const own = await areasOf(options, maps, (done) => onProgress(0.6 + done * 0.4));
      const patients = cases.map(({ patient }) => patient);
      const estimate = (values: readonly number[]) => estimateMean(values, patients, random.fork('interval'))!;
      const deletionGains = own.deletion.map((area, i) => chance.deletion[i]! - area);
      const insertionGains = own.insertion.map((area, i) => area - chance.insertion[i]!);
      const gain = estimate(deletionGains.map((each, i) => each + insertionGains[i]!));
      return {
        deletion: {
          auc: estimate(own.deletion),
          random: estimate(chance.deletion),
          gain: estimate(deletionGains),
        },
        insertion: {
          auc: estimate(own.insertion),
          random: estimate(chance.insertion),
          gain: estimate(insertionGains),
        },
        gain,
        passed: gain.interval95[0] > 0,
      };
    },
  };
}

async function areasOfRandomOrders(options: FaithfulnessOptions, onProgress: (done: number) => void): Promise<Areas> {
  const { cases, random } = options;
  const runs: Areas[] = [];
  for (let order = 0; order < RANDOM_ORDERS; order++) {
    const maps = cases.map(({ name }): HeatMap => {
      const draw = random.fork(`order ${order} of ${name}`);
      const values = Float32Array.from({ length: RANDOM_GRID ** 2 }, () => draw.next());
      return { width: RANDOM_GRID, height: RANDOM_GRID, values };
    });
    runs.push(await areasOf(options, maps, (done) => onProgress((order + done) / RANDOM_ORDERS)));
  }
  const mean = (kind: keyof Areas): number[] =>
    cases.map((_, i) => runs.reduce((sum, run) => sum + run[kind][i]!, 0) / runs.length);
  return { deletion: mean('deletion'), insertion: mean('insertion') };
}

async function areasOf(
  { cases, spec, probabilities }: FaithfulnessOptions,
  maps: readonly HeatMap[],
  onProgress: (done: number) => void,
): Promise<Areas> {
  const [deletion, insertion]: [number[], number[]] = [[], []];
  for (const [i, { input, column }] of cases.entries()) {
    const order = descendingOrder(resize(maps[i]!, spec.width, spec.height).values);
    for (const [areas, from, to] of [
      [deletion, input, greyOf(input, spec)],
      [insertion, blurredOf(input, spec), input],
    ] as const) {
      const looks = stepsBetween(from, to, order).map((look): Asked => ({ input: look, column }));
      areas.push(areaUnder(await probabilities(looks)));
    }
    onProgress((i + 1) / cases.length);
  }
  return { deletion, insertion };
}

/** From one image to another in `STEPS` steps: place by place in this order, all channels together. */
function stepsBetween(from: Float32Array, to: Float32Array, order: Uint32Array): Float32Array[] {
  const area = order.length;
  const looks = [from];
  for (let step = 1; step <= STEPS; step++) {
    const look = looks.at(-1)!.slice();
    const [start, end] = [step - 1, step].map((each) => Math.round((each * area) / STEPS));
    for (const place of order.subarray(start, end))
      for (let at = place; at < look.length; at += area) look[at] = to[at]!;
    looks.push(look);
  }
  return looks;
}

/** The image's own mean in each channel. */
function greyOf(input: Float32Array, { width, height }: Preprocessing): Float32Array {
  const area = width * height;
  const grey = new Float32Array(input.length);
  for (let start = 0; start < input.length; start += area) {
    const mean = input.subarray(start, start + area).reduce((sum, value) => sum + value, 0) / area;
    grey.fill(mean, start, start + area);
  }
  return grey;
}

function blurredOf(input: Float32Array, { width, height }: Preprocessing): Float32Array {
  const area = width * height;
  const blurred = new Float32Array(input.length);
  for (let start = 0; start < input.length; start += area) {
    const channel = { width, height, values: input.subarray(start, start + area) };
    blurred.set(blur(channel, BLUR * width).values, start);
  }
  return blurred;
}

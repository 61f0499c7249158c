/**
 * The bootstrap over patients (Efron 1979), drawn once and shared by all statistics of the same cases: how often each
 * patient was drawn, so that a statistic is a weighted sum over cases that were sorted once.
 */
import type { Random } from './random.ts';
import { quantile } from './statistics.ts';

export interface Resamples {
  readonly times: number;
  /** How many patients there are. */
  readonly patients: number;
  /** [times, patients]: how often each was drawn. */
  readonly counts: Uint8Array;
  /** The place of each case's patient. */
  readonly patientOf: Uint32Array;
}

/** The place of each case's patient, in the order in which they first appear. */
export function patientPlaces(patients: readonly string[]): { places: Uint32Array; count: number } {
  const known = new Map<string, number>();
  const places = Uint32Array.from(patients, (patient) => {
    const place = known.get(patient) ?? known.size;
    known.set(patient, place);
    return place;
  });
  return { places, count: known.size };
}

/** Drawn when they are first needed. @param patients one name a case. */
export function drawResamples(patients: readonly string[], random: Random, times = 1000): Resamples {
  const { places, count } = patientPlaces(patients);
  let drawn: Uint8Array | null = null;
  return {
    times,
    patients: count,
    patientOf: places,
    get counts() {
      return (drawn ??= drawCounts(count, times, random));
    },
  };
}

function drawCounts(patients: number, times: number, random: Random): Uint8Array {
  // One patient among more than 255 is never drawn 256 times.
  const counts = new Uint8Array(times * patients);
  for (let start = 0; start < counts.length; start += patients) {
    for (let i = 0; i < patients; i++) counts[start + random.integer(patients)]!++;
  }
  return counts;
}

/** Whether a patient has several of the cases. */
export const patientsRepeat = ({ patients, patientOf }: Resamples): boolean => patients < patientOf.length;

/** The statistic of each resample, given how often every case counts. NaN where it is not defined. */
export function resampled(resamples: Resamples, statistic: (weights: Float64Array) => number): Float64Array {
  const { times, patients, counts, patientOf } = resamples;
  const weights = new Float64Array(patientOf.length);
  const values = new Float64Array(times);
  for (let time = 0; time < times; time++) {
    const start = time * patients;
    for (let i = 0; i < weights.length; i++) weights[i] = counts[start + patientOf[i]!]!;
    values[time] = statistic(weights);
  }
  return values;
}

/** The ratio of two sums over the cases, in each resample. */
export function resampledRatio(
  resamples: Resamples,
  parts: ArrayLike<number>,
  wholes: ArrayLike<number>,
): Float64Array {
  const { times, patients, counts, patientOf } = resamples;
  const top = new Float64Array(patients);
  const bottom = new Float64Array(patients);
  for (let i = 0; i < patientOf.length; i++) {
    top[patientOf[i]!]! += parts[i]!;
    bottom[patientOf[i]!]! += wholes[i]!;
  }
  const concerned = Uint32Array.from({ length: patients }, (_, i) => i).filter((i) => bottom[i] !== 0);
  const values = new Float64Array(times);
  for (let time = 0; time < times; time++) {
    const start = time * patients;
    let [part, whole] = [0, 0];
    for (let i = 0; i < concerned.length; i++) {
      const patient = concerned[i]!;
      const count = counts[start + patient]!;
      part += count * top[patient]!;
      whole += count * bottom[patient]!;
    }
    values[time] = part / whole;
  }
  return values;
}

/** The 95 % percentile interval of the values that are numbers; null where none is. */
export function percentileInterval(values: Float64Array): [number, number] | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? null : [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

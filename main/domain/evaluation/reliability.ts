/** How well one label's probability means what it says. */
import { binOf } from './calibration.ts';
import { meanOver } from '../statistics/estimate-mean.ts';
import { rateOver } from '../statistics/estimate-rate.ts';
import { estimateCalibrationError } from './scored-entries.ts';
import type { BinaryScores } from './rates.ts';
import type { CalibrationMeasures, FindingCalibration, ReliabilityBin } from './report.ts';
import type { Resamples } from '../statistics/resamples.ts';

const BINS = 10;
const HISTOGRAM_BINS = 20;

export function findingCalibration(cases: BinaryScores, resamples: Resamples): FindingCalibration {
  return {
    ...calibrationMeasures(cases, resamples),
    bins: reliabilityBins(cases, resamples),
    histogram: histogram(cases),
  };
}

/** How well a label's probability is calibrated, with intervals over resampled patients. */
export function calibrationMeasures(
  { probabilities, positives }: BinaryScores,
  resamples: Resamples,
): CalibrationMeasures {
  const outcomes = positives.map(Number);
  const distances = probabilities.map((probability, i) => (probability - outcomes[i]!) ** 2);
  return {
    expectedCalibrationError: estimateCalibrationError(probabilities, outcomes, BINS, resamples),
    brier: meanOver(distances, resamples),
    negativeLogLikelihood: meanOver(binaryLosses({ probabilities, positives }), resamples),
  };
}

/** Negative log-likelihood of each case, in nats; a probability of 0 or 1 is kept off by the rounding of a number. */
export function binaryLosses({ probabilities, positives }: BinaryScores): number[] {
  return probabilities.map(
    (probability, i) => -Math.log(Math.max(Number.EPSILON, positives[i]! ? probability : 1 - probability)),
  );
}

function reliabilityBins({ probabilities, positives }: BinaryScores, resamples: Resamples): ReliabilityBin[] {
  const places = probabilities.map((probability) => binOf(probability, BINS));
  return Array.from({ length: BINS }, (_, bin) => {
    const inBin = probabilities.filter((_probability, i) => places[i] === bin);
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n: inBin.length,
      meanProbability: inBin.length === 0 ? null : inBin.reduce((a, b) => a + b, 0) / inBin.length,
      observed: rateOver(
        resamples,
        (i) => places[i] === bin,
        (i) => positives[i]!,
      ),
    };
  });
}

function histogram({ probabilities, positives }: BinaryScores): FindingCalibration['histogram'] {
  const counts = Array.from({ length: HISTOGRAM_BINS }, () => [0, 0] as [number, number]);
  probabilities.forEach((probability, i) => counts[binOf(probability, HISTOGRAM_BINS)]![positives[i]! ? 0 : 1]++);
  return counts.map(([withLabel, without], i) => {
    return { from: i / HISTOGRAM_BINS, to: (i + 1) / HISTOGRAM_BINS, positives: withLabel, negatives: without };
  });
}

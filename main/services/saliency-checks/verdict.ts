/** What a saliency check's figures amount to, in sentences for a person. */
import {
  saliencyLimits,
  type SaliencyFailure,
  type SaliencyCheck,
} from '../../domain/saliency-checks/saliency-check.ts';

type Measured = Pick<SaliencyCheck, 'sanity' | 'faithfulness' | 'repeatability' | 'phantoms'>;

const two = (value: number): string => value.toFixed(2);

/** One for each test that was failed. */
export function failuresOf({ sanity, faithfulness, repeatability, phantoms }: Measured): SaliencyFailure[] {
  const reasons: SaliencyFailure[] = [];
  if (sanity !== null && !sanity.passed) {
    reasons.push({
      test: 'sanity',
      sentence: `The map hardly changes when the model forgets what it learned: rank correlation ${two(sanity.correlation.value)}, the limit is ${two(saliencyLimits.sanityCorrelation)}.`,
    });
  }
  if (faithfulness !== null && !faithfulness.passed) {
    const [low, high] = faithfulness.gain.interval95;
    reasons.push({
      test: 'faithfulness',
      sentence: `The model’s answer does not rest more on the places that the map shows than on places drawn at random: gain ${two(faithfulness.gain.value)}, 95 % interval ${two(low)} to ${two(high)}.`,
    });
  }
  if (repeatability !== null && !repeatability.passed) {
    const least = Math.min(repeatability.shift.value, repeatability.noise.value);
    reasons.push({
      test: 'repeatability',
      sentence: `The map changes when the image hardly does: correlation ${two(least)}, at least ${two(saliencyLimits.repeatability)} is wanted.`,
    });
  }
  const figures = phantoms?.figures ?? null;
  if (figures !== null && !figures.passed) {
    const [low] = figures.pointing.interval95;
    reasons.push({
      test: 'phantoms',
      sentence: `On phantoms the map points at an opacity hardly more often than chance: ${Math.round(100 * figures.pointing.value)} % (at least ${Math.round(100 * low)} %) against ${Math.round(100 * figures.chance)} %.`,
    });
  }
  return reasons;
}

/** Saliency checks in sentences; reports of Overread 0.1 hold their own. */
import {
  saliencyLimits,
  type PhantomTest,
  type SaliencyCheck,
  type SaliencyCheckMark,
  type SaliencyTest,
} from '../../domain/saliency-checks/saliency-check.ts';
import { t } from './messages.ts';

const two = (value: number): string => value.toFixed(2);
const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Undefined where the report has no figures of the test. */
function failureSentence(test: SaliencyTest, check: SaliencyCheck): string | undefined {
  const { sanity, faithfulness, repeatability, phantoms } = check;
  switch (test) {
    case 'sanity':
      return (
        (sanity &&
          t('saliency:failed.sanity', {
            value: two(sanity.correlation.value),
            limit: two(saliencyLimits.sanityCorrelation),
          })) ??
        undefined
      );
    case 'faithfulness': {
      if (faithfulness === null) return undefined;
      const { value, interval95 } = faithfulness.gain;
      return t('saliency:failed.faithfulness', {
        value: two(value),
        low: two(interval95[0]),
        high: two(interval95[1]),
      });
    }
    case 'repeatability':
      return (
        (repeatability &&
          t('saliency:failed.repeatability', {
            value: two(Math.min(repeatability.shift.value, repeatability.noise.value)),
            limit: two(saliencyLimits.repeatability),
          })) ??
        undefined
      );
    case 'phantoms': {
      const figures = phantoms?.figures;
      if (figures === undefined || figures === null) return undefined;
      const { pointing, chance } = figures;
      return t('saliency:failed.phantoms', {
        value: percent(pointing.value),
        low: percent(pointing.interval95[0]),
        chance: percent(chance),
      });
    }
  }
}

/** A sentence for each test that was failed. */
export function failureSentences(check: SaliencyCheck, only?: SaliencyTest): readonly string[] {
  return check.reasons
    .filter(({ test }) => only === undefined || test === only)
    .flatMap(({ test, sentence }) => sentence ?? (test === null ? undefined : failureSentence(test, check)) ?? []);
}

/** Why a mark says that maps can't be trusted; null where it does not. */
export function markSentence(mark: SaliencyCheckMark): string | null {
  if (!('check' in mark)) return null;
  return failureSentences(mark.check, mark.kind === 'failedSanity' ? 'sanity' : undefined).join(' ');
}

/** Why there are no figures on phantoms; null where there are some. */
export function notApplicableSentence(phantoms: PhantomTest | null): string | null {
  const { notApplicable = null, found = 0, of = 0 } = phantoms ?? {};
  if (notApplicable === null || typeof notApplicable === 'string') return notApplicable;
  return notApplicable.code === 'otherFindings'
    ? t('saliency:notApplicable.otherFindings')
    : t('saliency:notApplicable.fewFound', { finding: notApplicable.finding, found, of });
}

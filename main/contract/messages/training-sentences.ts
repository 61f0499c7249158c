/** The course and the end of a training in sentences. */
import type { SplitOrigin } from '../../domain/datasets/split-origin.ts';
import { choiceOf, type EpochChoice, type Training } from '../../domain/training/training.ts';
import { sentenceOf } from './message-sentences.ts';
import { t } from './messages.ts';

/** The rule and the origin of a split, after "split by"; cards of earlier versions have them in words. */
export function splitWords(split: SplitOrigin | string): string {
  if (typeof split === 'string') return split;
  const { ofUnknownPatients, images, isGiven } = split;
  const unit = ofUnknownPatients === 0 ? 'patient' : ofUnknownPatients === images ? 'file' : 'mixed';
  return t('trainings:split.by', {
    unit: t(`trainings:split.${unit}`, { ofUnknownPatients, images }),
    origin: t(`trainings:split.${isGiven ? 'given' : 'drawn'}`),
  });
}

type Course = Pick<Training, 'epochs' | 'settings'>;

function reasonOf({ code, since, patience, epochs }: EpochChoice): string {
  switch (code) {
    case 'patience':
    case 'waiting':
      return t(`trainings:${code}`, { count: since, patience });
    case 'allEpochs':
      return t('trainings:allEpochs', { count: epochs });
    case 'best':
      return t('trainings:best', { count: patience });
  }
}

/** The epoch that is kept and why, and how near the early stop is. */
export function choiceSentence(training: Course): string {
  const choice = choiceOf(training);
  if (choice === null) return t('trainings:noEpoch');
  const { epoch, auc, epochs } = choice;
  return `${t('trainings:kept', { epoch, auc: auc.toFixed(4), epochs })} ${reasonOf(choice)}`;
}

/** The same, and how it ended once it has; a sentence that an earlier version kept stands as it is. */
export function endingSentence({ ending, ...course }: Course & Pick<Training, 'ending'>): string {
  if (typeof ending === 'string') return ending;
  if (ending !== null && 'fault' in ending) return sentenceOf(ending.fault);
  const choice = choiceSentence(course);
  const by = ending?.by;
  if (by === undefined || by === 'last epoch' || by === 'patience') return choice;
  return `${choice} ${t(`trainings:end.${by}`)}`;
}

/** How images are prepared for a model that is to be imported, as the dialog's fields hold it. */
import {
  namedNormalisation,
  parseNormalisation,
  type NormalisationName,
} from '../../../../main/domain/models/named-normalisations.ts';
import type { Preprocessing } from '../../../../main/domain/models/model-card.ts';

export interface Preparation {
  readonly normalisation: NormalisationName | 'own';
  /** Means and deviations as they are typed: `0.5/0.25`. */
  readonly own: string;
  /** Empty where the model tells. */
  readonly channels: '' | '1' | '3';
  readonly size: string;
  readonly intensity: 'voi' | 'percentile';
  readonly resize: 'stretch' | 'pad';
  readonly activation: '' | 'softmax' | 'sigmoid';
  /** Name of the value that holds them. */
  readonly logits: string;
}

/** Assumed where nobody says otherwise. */
export const usualPreparation: Preparation = {
  normalisation: 'imagenet',
  own: '',
  channels: '',
  size: '',
  intensity: 'voi',
  resize: 'stretch',
  activation: '',
  logits: '',
};

export interface PreparationSettings {
  readonly normalisation: Preprocessing['normalisation'];
  readonly intensity: Preparation['intensity'];
  readonly resize: Preparation['resize'];
  readonly channels?: 1 | 3;
  readonly size?: number;
  readonly activation?: 'softmax' | 'sigmoid';
  readonly logits?: string;
}

export const isSize = (text: string): boolean => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 4096;

export function normalisationOf({ normalisation, own }: Preparation): Preprocessing['normalisation'] | null {
  return normalisation === 'own' ? parseNormalisation(own) : namedNormalisation(normalisation);
}

/** As the import takes them; null while a field holds what can't be meant. */
export function settingsOf(preparation: Preparation): PreparationSettings | null {
  const { channels, size, intensity, resize, activation, logits } = preparation;
  const normalisation = normalisationOf(preparation);
  if (normalisation === null || (size !== '' && !isSize(size))) return null;
  return {
    normalisation,
    intensity,
    resize,
    ...(channels !== '' && { channels: channels === '1' ? 1 : 3 }),
    ...(size !== '' && { size: Number(size) }),
    ...(activation !== '' && { activation }),
    ...(logits !== '' && { logits }),
  };
}

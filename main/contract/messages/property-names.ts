/** The properties of files that an audit compares, in words. */
import type { NumberProperty, ProbeFeature, PropertySubject } from '../../domain/datasets/file-properties.ts';
import { t } from './messages.ts';

export function propertyName(subject: { readonly property: NumberProperty } | PropertySubject): string {
  return 'column' in subject ? subject.column : t(`audit:property.${subject.property}`);
}

/** Empty for a plain number. */
export const propertyUnit = (property: NumberProperty): string => t(`audit:unit.${property}`);

/** Words of a file that are no names of its own are messages; null stands for the one that is not known. */
export function propertyWord(subject: PropertySubject, word: string | null): string {
  if (word === null) return t('audit:notKnown');
  if ('column' in subject) return word;
  if (subject.property === 'colour' && (word === 'grey' || word === 'colour')) return t(`audit:colour.${word}`);
  if (subject.property === 'compression' && (word === 'lossy' || word === 'lossless'))
    return t(`audit:compression.${word}`);
  return word;
}

export const otherWords = (): string => t('audit:otherWords');

/** A feature of a probe; earlier versions kept its words. */
export function featureName(feature: ProbeFeature | string): string {
  if (typeof feature === 'string') return feature;
  if ('measure' in feature) return t(`audit:measure.${feature.measure}`);
  const word = 'isRare' in feature ? t('audit:rare') : propertyWord(feature.subject, feature.word);
  return `${propertyName(feature.subject)} ${word}`;
}

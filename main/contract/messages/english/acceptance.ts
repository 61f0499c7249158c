/** Whom a model accepts, in words: in sentences on refusals, beside screenings and on the page of the model. */
import type {
  Acceptance,
  AgeRange,
  BodyPart,
  ScoreFlag,
  StatedFact,
  ViewName,
} from '../../../domain/acceptance/acceptance.ts';
import { radiographs, usualAcceptance } from '../../../domain/acceptance/usual-acceptance.ts';
import { listed } from './listed.ts';

const bodyPartNames: Readonly<Record<BodyPart, string>> = {
  chest: 'the chest',
  abdomen: 'the abdomen',
  head: 'the head',
  'neck and spine': 'neck and spine',
  arm: 'the arm',
  leg: 'the leg',
  breast: 'the breast',
};

const factNames: Readonly<Record<StatedFact, string>> = {
  modality: 'modality',
  bodyPart: 'body part',
  view: 'view position',
  age: 'patient’s age',
  sex: 'patient’s sex',
};

const sexes = { F: 'female', M: 'male' } as const;

/** Beside a score wherever it is shown. */
export const scoreFlags = {
  'modality-unknown': {
    title: 'Modality unknown',
    explained: 'The file does not say how the image was made. The model is for radiographs.',
  },
  'view-unknown': { title: 'View unknown', explained: 'The file does not say from where the image was taken.' },
  'body-part-unknown': {
    title: 'Body part unknown',
    explained: 'The file does not say which part of the body it shows.',
  },
  'age-unknown': {
    title: 'Age unknown',
    explained: 'The file does not say how old the patient was, or contradicts itself. The model is made for some ages.',
  },
  'sex-unknown': {
    title: 'Sex unknown',
    explained: 'The file does not state the patient’s sex. The model is made for one.',
  },
} satisfies Readonly<Record<ScoreFlag, { readonly title: string; readonly explained: string }>>;

/** 54 years, 18 months, 20 days. */
function ageInWords(years: number): string {
  if (years >= 2) return `${Math.floor(years)} years`;
  const [number, unit] =
    years >= 1 / 12 ? [Math.floor(years * 12 + 1e-9), 'month'] : [Math.round(years * 365.25), 'day'];
  return number === 1 ? `1 ${unit}` : `${number} ${unit}s`;
}

/** An upper bound is the first birthday that is too late: ages 1 to 5 end on the day before the sixth. */
function agesInWords({ from, below }: AgeRange): string {
  const last = below === undefined ? undefined : below - 1;
  if (last === undefined) return `ages from ${from ?? 0} years on`;
  if (!Number.isInteger(last) || !Number.isInteger(from ?? 0))
    return `ages from ${from ?? 0} to less than ${below} years`;
  return from === last ? `the age of ${last}` : `ages ${from ?? 0} to ${last}`;
}

const modalitiesInWords = (codes: readonly string[]): string =>
  codes.join() === radiographs.join() ? 'radiographs' : `images of modality ${listed(codes)}`;

/** The formats that stand behind the comma in `{{name, format}}`. */
export const acceptanceFormats = {
  acceptance: acceptanceInWords,
  age: ageInWords,
  ages: agesInWords,
  bodyParts: (parts: readonly BodyPart[]) => listed(parts.map((part) => bodyPartNames[part])),
  views: (views: readonly ViewName[]) => listed(views),
  modalities: modalitiesInWords,
  sex: (sex: 'F' | 'M') => sexes[sex],
  fact: (fact: StatedFact) => factNames[fact],
};

/** Faults that earlier versions kept don't say what the model accepts: all accepted the same. */
export const detailsOfEarlier: Readonly<Record<string, object>> = {
  'unsuitable.modality': { accepted: radiographs },
  'unsuitable.body-part': { accepted: usualAcceptance.bodyParts },
  'unsuitable.lateral': { accepted: usualAcceptance.views },
  'unsuitable.oblique': { accepted: usualAcceptance.views },
};

/** "radiographs: frontal views of the chest, ages 1 to 5". */
function acceptanceInWords(acceptance: Acceptance): string {
  const { modalities, views, bodyParts, age, sex, leastSide, leastBits } = acceptance;
  const parts = bodyParts && listed(bodyParts.map((part) => bodyPartNames[part]));
  const pictures = [...(views ? [`${listed(views)} views`] : []), ...(parts ? [views ? `of ${parts}` : parts] : [])];
  return [
    [modalitiesInWords(modalities ?? radiographs), ...(pictures.length > 0 ? [pictures.join(' ')] : [])].join(': '),
    ...(age ? [agesInWords(age)] : []),
    ...(sex ? [`${sexes[sex]} patients`] : []),
    ...(leastSide ? [`at least ${leastSide} pixels a side`] : []),
    ...(leastBits ? [`at least ${leastBits} bits a pixel`] : []),
  ].join(', ');
}

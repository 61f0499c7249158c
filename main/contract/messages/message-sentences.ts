import i18next from 'i18next';
import type { CodedMessage } from '../../domain/messages/coded-message.ts';
import { ownEntry } from '../../domain/own-entry.ts';
import { acceptanceFormats, detailsOfEarlier } from './english/acceptance.ts';
import { clauseTexts } from './english/clauses/clauses.ts';
import { faultSentences, type FaultSentences } from './english/faults/faults.ts';
import { ensembles } from './english/ensembles.ts';
import { heatmapMethods } from './english/heatmap-methods.ts';
import { modalityNames } from './english/modalities.ts';
import { noteSentences, type NoteSentences } from './english/notes/notes.ts';
import { workTexts } from './english/work/work.ts';
import { systemCodes } from './english/system-codes.ts';
import { trainingSettings } from './english/training-settings.ts';
import type { SettingName } from '../training-settings/setting-table.ts';

export type SentenceOf = (message: CodedMessage) => string;

type Dims = readonly (string | number)[];

const shown = (dims: Dims): string => `[${dims.join(', ')}]`;

const unknownCode = 'program.unexpected';

/**
 * Makes the words of faults, notes, clauses within them and long work, in one host's own where they differ from the common
 * ones.
 */
export function createSentenceOf(own: Partial<FaultSentences & NoteSentences> = {}): SentenceOf {
  const sentences: Readonly<Record<string, string>> = {
    ...clauseTexts,
    ...workTexts,
    ...noteSentences,
    ...faultSentences,
    ...own,
  };
  const messages = i18next.createInstance();
  void messages.init({
    lng: 'en',
    resources: { en: { messages: sentences } },
    ns: 'messages',
    defaultNS: 'messages',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // Sentences are shown as text; what shows them escapes.
    interpolation: { escapeValue: false },
  });
  const translate = messages.t.bind(messages) as (key: string, options: Record<string, unknown>) => string;
  const sentenceOf: SentenceOf = ({ code, details }) => {
    const { count } = details;
    return translate(Object.hasOwn(sentences, code) ? code : unknownCode, {
      replace: { ...ownEntry(detailsOfEarlier, code), ...details },
      ...(typeof count === 'number' && { count }),
    });
  };
  // What stands behind the comma in `{{name, format}}`.
  const formats: Readonly<Record<string, (value: never) => string>> = {
    names: (names: readonly string[]) => names.join(', '),
    quoted: (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ') || 'none',
    twoDigits: (value: number) => value.toPrecision(2),
    settable: (names: readonly string[]) => names.join(', ') || 'its head',
    dims: shown,
    allDims: (shapes: readonly Dims[]) => shapes.map(shown).join(' and '),
    allOf: (values: readonly (string | number)[]) => values.join(' and '),
    // Before clauses had codes, faults were stored with their words.
    clauses: (clauses: readonly CodedMessage[]) => clauses.map(sentenceOf).join('; '),
    setting: (name: string) =>
      Object.hasOwn(trainingSettings, name) ? trainingSettings[name as SettingName].title : name,
    clause: (clause: CodedMessage | string) => (typeof clause === 'string' ? clause : sentenceOf(clause)),
    sentence: (message: CodedMessage) => sentenceOf(message),
    sentences: (messages: readonly CodedMessage[]) => messages.map(sentenceOf).join(' '),
    shapes: (tensors: readonly Record<'name' | 'found' | 'wanted', string>[]) =>
      tensors.map(({ name, found, wanted }) => `${name} ${found} instead of ${wanted}`).join(', '),
    checks: (checks: readonly Record<'title' | 'verdict', string>[]) =>
      checks.map(({ title, verdict }) => `${title} (${verdict === 'failed' ? 'failed' : 'not known'})`).join(', '),
    percent: (share: number) => `${Number((100 * share).toFixed(2))} %`,
    split: (split: string) => (split === 'train' ? 'training' : 'validation'),
    modality: (code: string) => ownEntry(modalityNames, code) ?? `an image of modality ${code}`,
    ...acceptanceFormats,
    heatmapMethod: (method: string) => titleIn(heatmapMethods, method),
    ensemble: (kind: string) => titleIn(ensembles, kind),
    systemCode: (code: string) => ownEntry(systemCodes, code) ?? `the system answers ${code}`,
  };
  for (const [name, format] of Object.entries(formats))
    messages.services.formatter!.add(name, format as (value: unknown) => string);
  return sentenceOf;
}

/** Another version of the program may know more, or have stored the title. */
function titleIn(texts: Readonly<Record<string, { readonly title: string }>>, id: string): string {
  return ownEntry(texts, id)?.title ?? id;
}

/** In the common words, for what is neither a page nor the command line. */
export const sentenceOf = createSentenceOf();

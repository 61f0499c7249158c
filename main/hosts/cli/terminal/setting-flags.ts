/** A flag for every setting of a training, made from the one table of settings. */
import { InvalidArgumentError, Option } from 'commander';
import { t } from '../../../contract/messages/messages.ts';
import { settingHelp, settingTitle } from '../../../contract/messages/setting-texts.ts';
import { settingFields, type SettingField } from '../../../contract/training-settings/setting-fields.ts';
import { defaultSettings, settingTable } from '../../../contract/training-settings/setting-table.ts';

type Parse = (text: string) => unknown;

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && !Number.isNaN(value)) return value;
  throw new InvalidArgumentError(`"${text}" is no number.`);
};

const numbers: Parse = (text) => (text === 'none' ? [] : text.split(',').map(number));

/** `depth=6,heads=4` */
export function parseNamedNumbers(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  if (
    pairs.every(([name, number, ...more]) => name !== '' && more.length === 0 && Number.isFinite(Number(number || NaN)))
  ) {
    return Object.fromEntries(pairs.map(([name, number]) => [name, Number(number)]));
  }
  throw new InvalidArgumentError('Write NAME=NUMBER, with commas between several.');
}

const namedOrNumbers: Parse = (text) => (/^[\d.,]+$/.test(text) ? numbers(text) : text);

/** How a value is read, and its place in the help: `--batch <n>`. */
function readingOf({ name, kind, choices }: SettingField): { readonly value: string; readonly parse?: Parse } {
  switch (kind) {
    case 'number':
    case 'integer':
      return { value: 'n', parse: number };
    case 'numbers':
      return { value: 'n,n,…', parse: numbers };
    case 'record':
      return { value: 'name=n,…', parse: parseNamedNumbers };
    case 'choice':
      if (name === 'classWeights') return { value: `${choices.join('|')}|n,n,…`, parse: namedOrNumbers };
      return { value: choices.join('|'), ...(typeof choices[0] === 'number' && { parse: number }) };
    case 'switch':
    case 'text':
      return { value: 'name' };
  }
}

/** The default in words: a value, or that it is the network's own. */
export function defaultText({ name, whenEmpty }: SettingField): string {
  const initial = defaultSettings[name];
  if (whenEmpty !== null) return t(`trainingSettings:empty.${whenEmpty}`);
  if ('isNetworksOwn' in settingTable[name]) return t('trainingSettings:empty.network');
  if (typeof initial === 'boolean') return initial ? 'on' : 'off';
  if (typeof initial === 'object') return 'none';
  return String(initial);
}

export function settingOptions(): readonly Option[] {
  return settingFields.flatMap((field) => {
    const help = `${settingTitle(t, field.name)}: ${settingHelp(t, field.name)}`;
    const off = field.flag.replace('--', '--no-');
    // Null, for what was not given: commander's own default would look like an answer, and a recipe's would be lost.
    if (defaultSettings[field.name] === true) return new Option(off, `Off: ${help}`).default(null, 'on');
    // The second, unlisted, is for what a recipe switches on.
    if (field.kind === 'switch') return [new Option(field.flag, help), new Option(off).hideHelp()];
    const { value, parse } = readingOf(field);
    const option = new Option(`${field.flag} <${value}>`, `${help} (default: ${defaultText(field)})`);
    return parse === undefined ? option : option.argParser(parse);
  });
}

/** The texts of a training's settings, with the `t` of whichever host shows them. */
import type { SettingField } from '../training-settings/setting-fields.ts';
import type { SettingGroup, SettingName } from '../training-settings/setting-table.ts';
import type { trainingSettings } from './english/training-settings.ts';

type Choices = (typeof trainingSettings)['choices'];
type ChoiceKey = { [Name in keyof Choices]: `${Name}.${keyof Choices[Name] & (string | number)}` }[keyof Choices];

/** A key of the namespace `trainingSettings`. */
export type SettingKey =
  | `trainingSettings:${SettingName}.${'title' | 'help'}`
  | `trainingSettings:groups.${SettingGroup}`
  | `trainingSettings:units.${NonNullable<SettingField['unit']>}`
  | `trainingSettings:empty.${NonNullable<SettingField['whenEmpty']>}`
  | `trainingSettings:choices.${ChoiceKey}`;

export type SettingTranslate = (key: SettingKey) => string;

export const settingTitle = (t: SettingTranslate, name: SettingName): string => t(`trainingSettings:${name}.title`);

export const settingHelp = (t: SettingTranslate, name: SettingName): string => t(`trainingSettings:${name}.help`);

export const choiceTitle = (t: SettingTranslate, key: ChoiceKey): string => t(`trainingSettings:choices.${key}`);

/** The value of a choice, in words; the value itself where it is none of the choices. */
export function choiceText(t: SettingTranslate, { name, choices }: SettingField, value: unknown): string {
  // The catalogue has a text for every choice of the schema, or it would not compile.
  return choices.some((choice) => choice === value)
    ? t(`trainingSettings:choices.${name}.${value as string | number}` as SettingKey)
    : String(value);
}

/** The settings as fields of a form: kinds and limits from their schema, words from `setting-words.ts`. */
import { z } from 'zod';
import type { SettingField } from '../../../contract/training.ts';
import { trainSettingsSchema, type TrainSettings } from '../../training/settings/train-settings.ts';
import { settingWords } from './setting-words.ts';

/** What JSON Schema says of a setting, as far as it is looked at. */
const shape = z.object({
  type: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.union([z.string(), z.number()]).optional(),
  get anyOf() {
    return z.array(shape).optional();
  },
});
type Shape = z.output<typeof shape>;

function kindOf({ type, enum: values, anyOf = [] }: Shape): SettingField['kind'] {
  if (values !== undefined || anyOf.some((each) => each.const !== undefined || each.enum !== undefined))
    return 'choice';
  const own = type ?? anyOf.find((each) => each.type !== 'null')?.type ?? 'string';
  switch (own) {
    case 'boolean':
      return 'switch';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'array':
      return 'numbers';
    case 'object':
      return 'record';
    default:
      return 'text';
  }
}

function valuesOf({ enum: values = [], const: value, anyOf = [] }: Shape): readonly (string | number)[] {
  return [...values, ...(value === undefined ? [] : [value]), ...anyOf.flatMap(valuesOf)];
}

/** Numbers of any size have JavaScript's own limits in the schema. */
const limit = (value: number | undefined): number | null =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

const schema = z
  .object({ properties: z.record(z.string(), shape) })
  .parse(z.toJSONSchema(trainSettingsSchema, { io: 'input' }));

function toField(name: keyof TrainSettings): SettingField {
  const of = schema.properties[name]!;
  const numbers = [of, ...(of.anyOf ?? [])].find(({ type }) => type === 'number' || type === 'integer') ?? of;
  const words = settingWords[name];
  return {
    name,
    group: words.group,
    title: words.title,
    help: words.help,
    kind: kindOf(of),
    choices: valuesOf(of).map((value) => ({ value, title: words.choices?.[value] ?? String(value) })),
    minimum: limit(numbers.minimum ?? numbers.exclusiveMinimum),
    maximum: limit(numbers.maximum),
    whenEmpty: words.whenEmpty ?? null,
    when: words.when ?? null,
    unit: words.unit ?? null,
    isAdvanced: words.isAdvanced ?? false,
  };
}

/** In the order of the page. */
export const settingFields: readonly SettingField[] = (Object.keys(settingWords) as (keyof TrainSettings)[]).map(
  toField,
);

export const fieldTitles: ReadonlyMap<string, string> = new Map(settingFields.map(({ name, title }) => [name, title]));

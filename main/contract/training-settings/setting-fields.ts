/** The settings of a training as fields of a form, with kinds and limits from their schema. Their texts are messages. */
import { z } from 'zod';
import {
  settingNames,
  settingTable,
  trainSettingsSchema,
  type SettingGroup,
  type SettingName,
} from './setting-table.ts';

export interface SettingField {
  readonly name: SettingName;
  /** On the command line, with its dashes. */
  readonly flag: string;
  readonly group: SettingGroup;
  readonly kind: 'number' | 'integer' | 'choice' | 'switch' | 'text' | 'numbers' | 'record';
  /** The values of a choice. */
  readonly choices: readonly (string | number)[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The meaning of an empty field; null where it may not be empty. */
  readonly whenEmpty: 'network' | 'all' | null;
  readonly when: { readonly name: string; readonly values: readonly unknown[] } | null;
  readonly unit: 'epochs' | 'images' | 'pixels' | null;
  readonly isAdvanced: boolean;
}

/** The part of a setting's JSON Schema that a field is made of. */
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

/** `learningRate` → `--learning-rate` */
const flagOf = (name: SettingName): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function toField(name: SettingName): SettingField {
  const own = schema.properties[name];
  if (own === undefined) throw new Error(`The schema lacks the setting ${name}`);
  const numbers = [own, ...(own.anyOf ?? [])].find(({ type }) => type === 'number' || type === 'integer') ?? own;
  const { group, whenEmpty, when, unit, isAdvanced } = settingTable[name] as {
    readonly group: SettingGroup;
  } & Partial<Pick<SettingField, 'when' | 'unit' | 'whenEmpty' | 'isAdvanced'>>;
  return {
    name,
    flag: flagOf(name),
    group,
    kind: kindOf(own),
    choices: valuesOf(own),
    minimum: limit(numbers.minimum ?? numbers.exclusiveMinimum),
    maximum: limit(numbers.maximum),
    whenEmpty: whenEmpty ?? null,
    when: when ?? null,
    unit: unit ?? null,
    isAdvanced: isAdvanced ?? false,
  };
}

export const settingFields: readonly SettingField[] = settingNames.map(toField);

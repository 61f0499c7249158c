/** Values that a JSON schema allows. */
import type { Json } from '../change-json.ts';
import type { Chance } from '../chance.ts';

type JsonObject = { readonly [name: string]: Json };
export type JsonSchema = JsonObject;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemasIn = (value: Json | undefined): readonly JsonSchema[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];

const numberIn = (value: Json | undefined, other: number): number => (typeof value === 'number' ? value : other);

/** Texts for the patterns and formats of the contract. */
const texts = ['bright', 'a', '2024-02-29', '2024-02-29T10:00:00Z', 'NORMAL', '/data/x', 'x y'];

function textOf(chance: Chance, { pattern, minLength }: JsonSchema): string {
  const fitting = texts.filter((text) => typeof pattern !== 'string' || new RegExp(pattern).test(text));
  return chance.pick(fitting.length === 0 ? texts : fitting).padEnd(numberIn(minLength, 0), 'x');
}

function numberOf(chance: Chance, { minimum, exclusiveMinimum, maximum, type }: JsonSchema): number {
  const low = numberIn(minimum, numberIn(exclusiveMinimum, 0));
  const high = Math.min(numberIn(maximum, low + 100), low + 100);
  if (type === 'integer') return low + chance.below(high - low + 1);
  return low + ((high - low) * chance.below(101)) / 100;
}

function listOf(chance: Chance, { items, prefixItems, minItems, maxItems }: JsonSchema): Json[] {
  const least = numberIn(minItems, 0);
  const length = Math.min(least + chance.below(3), numberIn(maxItems, least + 2));
  const each = isObject(items) ? items : {};
  return [
    ...schemasIn(prefixItems).map((schema) => valueOf(chance, schema)),
    ...Array.from({ length: prefixItems === undefined ? length : 0 }, () => valueOf(chance, each)),
  ];
}

function recordOf(chance: Chance, { properties, required, additionalProperties }: JsonSchema): Json {
  const needed: readonly Json[] = Array.isArray(required) ? (required as readonly Json[]) : [];
  const known = Object.entries(isObject(properties) ? properties : {})
    .filter(([name]) => needed.includes(name) || chance.is(0.5))
    .flatMap(([name, schema]) => (isObject(schema) ? [[name, valueOf(chance, schema)] as const] : []));
  const others = Array.from(
    { length: isObject(additionalProperties) ? chance.below(3) : 0 },
    () => [chance.pick(texts), valueOf(chance, additionalProperties as JsonSchema)] as const,
  );
  return Object.fromEntries([...known, ...others]);
}

export function valueOf(chance: Chance, schema: JsonSchema): Json {
  const choices = [...schemasIn(schema['anyOf']), ...schemasIn(schema['oneOf'])];
  if (choices.length > 0) return valueOf(chance, chance.pick(choices));
  if ('const' in schema) return schema['const']!;
  if (Array.isArray(schema['enum'])) return chance.pick(schema['enum'] as readonly Json[]);
  switch (schema['type']) {
    case 'string':
      return textOf(chance, schema);
    case 'integer':
    case 'number':
      return numberOf(chance, schema);
    case 'boolean':
      return chance.is(0.5);
    case 'array':
      return listOf(chance, schema);
    case 'object':
      return recordOf(chance, schema);
    default:
      return null;
  }
}

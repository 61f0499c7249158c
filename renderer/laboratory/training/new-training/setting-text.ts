/** Settings as people type them. */
import type { SettingField } from '../../../../main/contract/training.ts';

export type Parsed = { readonly value: unknown } | { readonly fault: string };

/** As typed into the field. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object') {
    const pairs = Object.entries(value as Readonly<Record<string, unknown>>);
    return pairs.map(([name, of]) => `${name} = ${String(of)}`).join(', ');
  }
  return String(value as string | number | boolean);
}

function limitsOf({ minimum, maximum }: SettingField): string {
  if (minimum !== null && maximum !== null) return `from ${minimum} to ${maximum}`;
  if (minimum !== null) return `${minimum} or more`;
  return maximum === null ? '' : `${maximum} or less`;
}

function parseNumber(text: string, field: SettingField): Parsed {
  const value = Number(text);
  const isWhole = field.kind !== 'integer' || Number.isInteger(value);
  const isInside = value >= (field.minimum ?? -Infinity) && value <= (field.maximum ?? Infinity);
  if (text.trim() !== '' && !Number.isNaN(value) && isWhole && isInside) return { value };
  return { fault: `A ${field.kind === 'integer' ? 'whole number' : 'number'} ${limitsOf(field)}`.trim() };
}

function parseNumbers(text: string): Parsed {
  if (text.trim() === 'none') return { value: [] };
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.every(Number.isFinite) ? { value: values } : { fault: 'Numbers with commas between, or none' };
}

function parseRecord(text: string): Parsed {
  const pairs = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  const isRight = pairs.every(
    ([name, value, ...more]) => name !== '' && more.length === 0 && Number.isFinite(Number(value || Number.NaN)),
  );
  if (!isRight) return { fault: 'Names and numbers: name = 0.1, other = 2' };
  return { value: Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)])) };
}

/** Empty takes the person's value back: the default, or the recipe's, counts again. */
export function parseSetting(text: string, field: SettingField): Parsed {
  if (text.trim() === '') return { value: undefined };
  switch (field.kind) {
    case 'number':
    case 'integer':
      return parseNumber(text, field);
    case 'numbers':
      return parseNumbers(text);
    case 'record':
      return parseRecord(text);
    case 'choice':
    case 'switch':
    case 'text':
      return { value: text.trim() };
  }
}

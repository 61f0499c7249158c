/** Settings as people type them. */
import type { SettingField } from '../../../../main/contract/training-settings/setting-fields.ts';

/** Why a typed value can't be used, as a key of the messages. */
export interface SettingFault {
  readonly key: `${'wholeNumber' | 'number'}${'' | 'From' | 'To' | 'FromTo'}` | 'numbers' | 'record';
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Parsed = { readonly value: unknown } | { readonly fault: SettingFault };

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

function faultOfNumber({ kind, minimum, maximum }: SettingField): SettingFault {
  const noun = kind === 'integer' ? 'wholeNumber' : 'number';
  return {
    key: `${noun}${minimum === null ? '' : 'From'}${maximum === null ? '' : 'To'}`,
    ...(minimum !== null && { minimum }),
    ...(maximum !== null && { maximum }),
  };
}

function parseNumber(text: string, field: SettingField): Parsed {
  const value = Number(text);
  const isWhole = field.kind !== 'integer' || Number.isInteger(value);
  const isInside = value >= (field.minimum ?? -Infinity) && value <= (field.maximum ?? Infinity);
  if (text.trim() !== '' && !Number.isNaN(value) && isWhole && isInside) return { value };
  return { fault: faultOfNumber(field) };
}

function parseNumbers(text: string): Parsed {
  if (text.trim() === 'none') return { value: [] };
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return values.every(Number.isFinite) ? { value: values } : { fault: { key: 'numbers' } };
}

function parseRecord(text: string): Parsed {
  const pairs = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  const isRight = pairs.every(
    ([name, value, ...more]) => name !== '' && more.length === 0 && Number.isFinite(Number(value || Number.NaN)),
  );
  if (!isRight) return { fault: { key: 'record' } };
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

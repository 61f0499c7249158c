import type { DataSet } from 'dicom-parser';
import { strings } from './data-set.ts';
import { notUnderstood } from './not-understood.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i;

/** Digits in threes: a comma before them may part thousands as well as decimals. */
const thousands = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * A decimal or integer string. The comma that some programs write for the point is taken for one where nothing else can be
 * meant; null for what is no number, or may be two.
 */
function parseNumber(text: string): number | null {
  const pointed = thousands.test(text) ? text : text.replace(',', '.');
  const value = decimal.test(pointed) ? Number(pointed) : NaN;
  return Number.isFinite(value) ? value : null;
}

function parts(dataSet: DataSet, name: string): string[] {
  return strings(dataSet, name).filter((part) => part !== '');
}

/** The values of a decimal or integer string; null when there are none, or one of them is no number. */
export function numbers(dataSet: DataSet, name: string): number[] | null {
  const values = parts(dataSet, name).map(parseNumber);
  return values.length > 0 && values.every((value) => value !== null) ? values : null;
}

export function firstNumber(dataSet: DataSet, name: string): number | null {
  return numbers(dataSet, name)?.[0] ?? null;
}

/** As `numbers`, for values that change a picture or a length: null only when there are none, a fault for any that is no number. */
export function certainNumbers(dataSet: DataSet, name: string): number[] | null {
  const values = numbers(dataSet, name);
  const stated = parts(dataSet, name);
  if (values === null && stated.length > 0) throw notUnderstood(name, stated.join('\\'));
  return values;
}

export function firstCertainNumber(dataSet: DataSet, name: string): number | null {
  return certainNumbers(dataSet, name)?.[0] ?? null;
}

/** Changes of JSON values: kinds, numbers, words, names and nesting. */
import { oddNumber, oddTexts, type Chance } from './chance.ts';
import { changeOne, changeOrder } from './changes.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const oddNumbers = [0, -0, 1, -1, 0.5, 1.5, 1e-320, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21];

function otherKind(chance: Chance, value: Json): Json {
  return chance.pick<Json>([null, true, false, 0, '', [], {}, [value], { value }, JSON.stringify(value), -1, 'x']);
}

function changeLeaf(chance: Chance, value: Json): Json {
  if (chance.is(0.3)) return otherKind(chance, value);
  if (typeof value === 'number') {
    return chance.is(0.5) ? chance.pick(oddNumbers) : oddNumber(chance, Math.trunc(value) >>> 0, 16);
  }
  if (typeof value === 'string') return chance.is(0.7) ? chance.pick(oddTexts) : `${value}${value}`;
  return typeof value === 'boolean' ? !value : otherKind(chance, value);
}

/** Somewhere within, one thing is changed. */
export function changeJson(chance: Chance, value: Json, depth = 0): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    if (list.length === 0 || chance.is(0.08)) return otherKind(chance, value);
    if (chance.is(0.2)) return changeOrder(chance, list);
    return changeOne(chance, list, (item) => changeJson(chance, item, depth + 1));
  }
  if (!isRecord(value)) return changeLeaf(chance, value);
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.is(depth === 0 ? 0.01 : 0.08)) return otherKind(chance, value);
  if (chance.is(0.15)) return Object.fromEntries(changeOrder(chance, entries));
  if (chance.is(0.08)) return Object.fromEntries([...entries, [chance.pick(oddTexts), changeLeaf(chance, 1)]]);
  return Object.fromEntries(
    changeOne(chance, entries, ([name, inner]) => [
      chance.is(0.06) ? chance.pick(oddTexts) : name,
      changeJson(chance, inner, depth + 1),
    ]),
  );
}

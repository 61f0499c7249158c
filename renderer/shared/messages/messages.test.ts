import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { english } from './english/english.ts';
import { t } from './messages.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const isSource = (name: string): boolean =>
  /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/[/\\]messages[/\\]english[/\\]/.test(name);

/** All sources of the pages and of the command line but the catalogues themselves. */
const sources = ['renderer', 'main']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
  )
  .filter(isSource)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** `page.read` of `{ page: { read: '…' } }`. */
function keysOf(messages: object): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value as object).map((inner) => `${key}.${inner}`),
  );
}

const withoutPlural = (key: string): string => key.replace(/_(zero|one|other)$/, '');

/** Named in full, or put together from its beginning, as in `page.${name}`. */
function isNamed(key: string): boolean {
  if (["'", '"', '`'].some((quote) => sources.includes(`${quote}${key}${quote}`))) return true;
  return [...key.matchAll(/[.:]/g)].some(({ index }) => sources.includes(`\`${key.slice(0, index + 1)}\${`));
}

const isUsed = (namespace: string, key: string): boolean => isNamed(key) || isNamed(`${namespace}:${key}`);

const catalogue = Object.entries(english).flatMap(([namespace, messages]) =>
  keysOf(messages).map((key) => ({ namespace, key })),
);

test('has the messages before anything is loaded', () => {
  expect(t('common:tryAgain')).toBe('Try again');
  expect(t('jobs:file', { count: 1234 })).toMatch(/^1.?234 files$/);
});

test('every message is used', () => {
  const unused = catalogue.filter(({ namespace, key }) => !isUsed(namespace, withoutPlural(key)));
  expect(unused.map(({ namespace, key }) => `${namespace}:${key}`)).toEqual([]);
});

test('a message that depends on a count has both its forms', () => {
  const names = new Set(catalogue.map(({ namespace, key }) => `${namespace}:${key}`));
  const halves = [...names].filter((name) => {
    const other = name.replace(/_(one|other)$/, (_, form) => (form === 'one' ? '_other' : '_one'));
    return other !== name && !names.has(other);
  });
  expect(halves).toEqual([]);
});

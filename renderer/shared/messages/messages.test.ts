import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { english } from './english/english.ts';
import { t } from './messages.ts';

const renderer = fileURLToPath(new URL('../..', import.meta.url));

const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name);

/** All sources of the pages but the catalogue itself. */
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => isSource(name) && !name.replaceAll('\\', '/').startsWith('shared/messages/'))
  .map((name) => readFileSync(join(renderer, name), 'utf8'));

/** `page.read` of `{ page: { read: '…' } }`. */
function keysOf(messages: object): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [key] : keysOf(value as object).map((inner) => `${key}.${inner}`),
  );
}

const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');

/** Named in full, or put together from its beginning, as in `page.${name}`. */
function isNamed(source: string, key: string): boolean {
  if (["'", '"', '`'].some((quote) => source.includes(`${quote}${key}${quote}`))) return true;
  return [...key.matchAll(/[.:]/g)].some(({ index }) => source.includes(`\`${key.slice(0, index + 1)}\${`));
}

function isUsed(namespace: string, key: string): boolean {
  const inNamespace = new RegExp(`useTranslation\\((\\['${namespace}'|'${namespace}')|ns="${namespace}"`);
  return sources.some(
    (source) =>
      isNamed(source, `${namespace}:${key}`) ||
      ((inNamespace.test(source) || (namespace === 'common' && source.includes('useTranslation()'))) &&
        isNamed(source, key)),
  );
}

const catalogue = Object.entries(english).flatMap(([namespace, messages]) =>
  keysOf(messages).map((key) => ({ namespace, key })),
);

test('has the messages before anything is loaded', () => {
  expect(t('common:tryAgain')).toBe('Try again');
  expect(t('jobs:file', { count: 1234 })).toMatch(/^1.?234 files$/);
});

test('every message is used by a page', () => {
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

import { describe, expect, test } from 'vitest';
import type { SettingField } from '../../../../main/contract/training-settings/setting-fields.ts';
import { t } from '../../../shared/messages/messages.ts';
import { parseSetting, textOf, type Parsed } from './setting-text.ts';

const field = (overrides: Partial<SettingField>): SettingField => ({
  name: 'batch',
  flag: '--batch',
  group: 'learning',
  kind: 'integer',
  choices: [],
  minimum: 2,
  maximum: 1024,
  whenEmpty: null,
  when: null,
  unit: null,
  isAdvanced: false,
  ...overrides,
});

/** The sentence that the page shows. */
function wordsOf(parsed: Parsed): string {
  if ('value' in parsed) throw new Error('There is no fault');
  const { key, minimum = '', maximum = '' } = parsed.fault;
  return t(`training:setting.${key}`, { minimum, maximum });
}

describe('a typed setting', () => {
  test('is a number within its limits, or a word on what it must be', () => {
    expect(parseSetting('16', field({}))).toEqual({ value: 16 });
    expect(wordsOf(parseSetting('1.5', field({})))).toBe('A whole number from 2 to 1024');
    expect(wordsOf(parseSetting('0', field({ kind: 'number', maximum: null })))).toBe('A number, 2 or more');
  });

  test('is taken back by emptying the field', () => {
    expect(parseSetting(' ', field({}))).toEqual({ value: undefined });
  });

  test('lists and names read as they are written', () => {
    const [hidden, rates] = [field({ kind: 'numbers' }), field({ kind: 'record' })];
    for (const value of [[], [4096, 256]]) expect(parseSetting(textOf(value), hidden)).toEqual({ value });
    expect(parseSetting(textOf({ 'layer4.*': 0.1, fc: 2 }), rates)).toEqual({ value: { 'layer4.*': 0.1, fc: 2 } });
    expect(parseSetting('layer4', rates)).toHaveProperty('fault');
  });
});

import { describe, expect, test } from 'vitest';
import { formatPersonName, parsePersonName } from './person-name.ts';

describe('a DICOM Person Name', () => {
  test('has five components in each of three groups', () => {
    expect(parsePersonName('Yamada^Tarou^^Dr^Jr=山田^太郎=やまだ^たろう')).toEqual({
      alphabetic: { family: 'Yamada', given: 'Tarou', middle: '', prefix: 'Dr', suffix: 'Jr' },
      ideographic: { family: '山田', given: '太郎', middle: '', prefix: '', suffix: '' },
      phonetic: { family: 'やまだ', given: 'たろう', middle: '', prefix: '', suffix: '' },
    });
  });

  test('has no group where the file leaves it empty', () => {
    expect(parsePersonName('=山田^太郎')).toMatchObject({ alphabetic: null, phonetic: null });
    expect(parsePersonName('')).toEqual({ alphabetic: null, ideographic: null, phonetic: null });
  });

  test('reads family name first', () => {
    expect(formatPersonName('Doe^Jane^Q^Dr^MD')).toBe('Doe, Jane Q, MD');
    expect(formatPersonName('=山田^太郎')).toBe('山田, 太郎');
    expect(formatPersonName('Doe')).toBe('Doe');
    expect(formatPersonName('^^^')).toBe('');
  });

  test('leaves a name without components as it is, such as one in the form that older casebooks kept', () => {
    expect(formatPersonName('Doe, Jane Q')).toBe('Doe, Jane Q');
  });
});

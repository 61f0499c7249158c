import { describe, expect, test } from 'vitest';
import { decodeText } from './text.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)),
  );

/** The examples of DICOM PS3.5 annexes H, I and J. */
describe('character sets', () => {
  test('single-byte and UTF-8 names', () => {
    expect(decodeText(bytes('Buc^J\xe9r\xf4me'), ['ISO_IR 100'])).toBe('Buc^Jérôme');
    expect(decodeText(new TextEncoder().encode('Wang^XiaoDong=王^小東'), ['ISO_IR 192'])).toBe('Wang^XiaoDong=王^小東');
    expect(decodeText(bytes([0xbb, 0xee, 0xda, 0x63, 0x65, 0xdc, 0xd1, 0x79]), ['ISO_IR 144'])).toMatch(/^Лю/);
  });

  test('Japanese with escape sequences', () => {
    const kanji = bytes(
      'Yamada^Tarou=',
      [0x1b],
      '$B',
      [0x3b, 0x33, 0x45, 0x44],
      [0x1b],
      '(B^',
      [0x1b],
      '$B',
      [0x42, 0x40, 0x4f, 0x3a],
      [0x1b],
      '(B',
    );
    expect(decodeText(kanji, ['', 'ISO 2022 IR 87'])).toBe('Yamada^Tarou=山田^太郎');
  });

  test('Korean with escape sequences', () => {
    const hanja = bytes('Hong^Gildong=', [0x1b], '$)C', [0xfb, 0xf3], '^', [0x1b], '$)C', [0xd1, 0xce, 0xd4, 0xd7]);
    expect(decodeText(hanja, ['', 'ISO 2022 IR 149'])).toBe('Hong^Gildong=洪^吉洞');
  });

  test('Chinese in GB18030 and GBK, and by ISO 2022 escape sequences', () => {
    const name = bytes('Wang^XiaoDong=', [0xcd, 0xf5], '^', [0xd0, 0xa1, 0xb6, 0xab]);
    expect(decodeText(name, ['GB18030'])).toBe('Wang^XiaoDong=王^小东');
    expect(decodeText(name, ['GBK'])).toBe('Wang^XiaoDong=王^小东');
    const escaped = bytes('Zhang^XiaoDong=', [0x1b], '$)A', [0xd5, 0xc5], '^', [0x1b], '$)A', [0xd0, 0xa1, 0xb6, 0xab]);
    expect(decodeText(escaped, ['', 'ISO 2022 IR 58'], 'PN')).toBe('Zhang^XiaoDong=张^小东');
  });

  test('that are spelt in other ways than the standard’s', () => {
    for (const term of ['ISO IR 192', 'ISO_IR_192', 'ISO-IR 192', 'ISOIR192', 'iso_ir  192', 'UTF-8', 'utf8', '192']) {
      expect(decodeText(new TextEncoder().encode('Müller^Jürgen'), [term])).toBe('Müller^Jürgen');
    }
    for (const term of ['ISO-IR 144', 'ISO_IR144', 'ISO 8859-5', 'ISO-8859-5', 'ISO_8859_5']) {
      expect(decodeText(bytes([0xb8, 0xd2, 0xd0, 0xdd]), [term])).toBe('Иван');
    }
    const kanji = bytes([0x1b], '$B', [0x3b, 0x33, 0x45, 0x44], [0x1b], '(B');
    for (const term of ['ISO_2022_IR_87', 'ISO2022IR87', 'ISO-2022-IR 87']) {
      expect(decodeText(kanji, ['', term])).toBe('山田');
    }
    expect(decodeText(bytes([0xcd, 0xf5]), ['GB2312'])).toBe('王');
  });

  test('that have a name outside the standard only', () => {
    for (const term of ['windows-1251', 'CP1251', 'cp 1251', 'Windows 1251']) {
      expect(decodeText(bytes([0xc8, 0xe2, 0xe0, 0xed]), [term])).toBe('Иван');
    }
    expect(decodeText(bytes([0x8e, 0x52, 0x93, 0x63]), ['Shift_JIS'])).toBe('山田');
    expect(decodeText(bytes([0xcd, 0xf5]), ['CP936'])).toBe('王');
    expect(decodeText(bytes([0xe9, 0xd7, 0xc1, 0xce]), ['KOI8-R'])).toBe('Иван');
  });

  test('that are not named at all are UTF-8 where all bytes fit', () => {
    expect(decodeText(new TextEncoder().encode('Müller^Jürgen'), [])).toBe('Müller^Jürgen');
  });

  test('half-width katakana and kanji in one name', () => {
    const name = bytes([0xd4, 0xcf, 0xc0, 0xde], '^', [0xc0, 0xdb, 0xb3], '=', [0x1b], '$B', [0x3b, 0x33, 0x45, 0x44]);
    const closed = bytes([...name], [0x1b], '(J^', [0x1b], '$B', [0x42, 0x40, 0x4f, 0x3a], [0x1b], '(J');
    expect(decodeText(closed, ['ISO 2022 IR 13', 'ISO 2022 IR 87'], 'PN')).toBe('ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎');
  });

  test('reads text of a set that the file does not name, or that the standard does not know, as well as it can', () => {
    const kanji = bytes([0x1b], '$B', [0x3b, 0x33, 0x45, 0x44], [0x1b], '(B');
    expect(decodeText(kanji, [])).toBe('山田');
    expect(decodeText(bytes('Jos\xe9'), [])).toBe('José');
    expect(decodeText(bytes('Jos\xe9'), ['ISO_IR 999'])).toBe('José');
    expect(decodeText(bytes('Jos\xe9'), ['iso-ir 100'])).toBe('José');
    expect(decodeText(bytes('5 \xa4'), ['ISO_IR 203'])).toBe('5 €');
    expect(decodeText(new TextEncoder().encode('Müller'), ['MY OWN SET'])).toBe('Müller');
    expect(decodeText(bytes([0x1b], '%Z', 'Jos\xe9'), ['ISO 2022 IR 100'])).toContain('José');
  });
});

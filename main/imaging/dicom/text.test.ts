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
});

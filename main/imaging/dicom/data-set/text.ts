import { characterSets as knownSets, convertBytes } from 'dicom-character-set';
import { ownEntry } from '../../../domain/own-entry.ts';

/** Value representations of text; in all but the long ones a backslash separates values. */
export type TextVr = 'LO' | 'SH' | 'PN' | 'LT' | 'ST';

const escape = 0x1b;

/** Every set with code extensions: for text that switches to one which its file does not name. */
const allExtensions = Object.keys(knownSets).filter((term) => term.startsWith('ISO 2022'));

/** Sets that stand alone: an escape in such text switches nothing. */
const withoutExtensions = ['ISO_IR 192', 'GB18030', 'GBK'];

/**
 * Text in the character sets that the file names (PS3.3 C.12.1.1.2, PS3.5 6.1); trimmed. Without a name it is ASCII;
 * what is not, is UTF-8 or else Latin-1. Names from outside the standard, such as `windows-1251`, are understood as web
 * pages have them, and unknown ones are passed over rather than refused: a name with a wrong letter is better than an
 * image that does not open.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[], vr: TextVr = 'LO'): string {
  const others = characterSets.length === 1 ? foreignDecoder(characterSets[0]!) : null;
  return tidy(others?.decode(bytes) ?? decode(bytes, characterSets.map(toTerm), vr));
}

function decode(bytes: Uint8Array, terms: readonly string[], vr: TextVr): string {
  const known = terms.filter((term) => term === '' || Object.hasOwn(knownSets, term));
  const hasEscapes = bytes.includes(escape);
  // The one set of the standard that the library does not have.
  if (terms[0] === 'ISO_IR 203' && !hasEscapes) return new TextDecoder('iso-8859-15').decode(bytes);
  if (known.every((term) => term === '') && !hasEscapes) return utf8OrLatin1(bytes);
  const [first = '', ...others] = known;
  const named = hasEscapes && others.length === 0 && !withoutExtensions.includes(first) ? [] : [known];
  for (const sets of [...named, [first, ...others, ...allExtensions]]) {
    try {
      return convertBytes(sets.join('\\'), bytes, { vr });
    } catch {
      // An escape sequence of a set that is not named: next with all sets, then without any.
    }
  }
  return latin1(bytes);
}

/** Names for sets of DICOM that are met in files, without signs and spaces. */
const otherNames: Readonly<Record<string, string>> = {
  UTF8: 'ISO_IR 192',
  UNICODE: 'ISO_IR 192',
  UNICODE11UTF8: 'ISO_IR 192',
  ASCII: '',
  USASCII: '',
  LATIN1: 'ISO_IR 100',
  GB2312: 'GBK',
  LATIN2: 'ISO_IR 101',
  ISO88591: 'ISO_IR 100',
  ISO88592: 'ISO_IR 101',
  ISO88593: 'ISO_IR 109',
  ISO88594: 'ISO_IR 110',
  ISO88595: 'ISO_IR 144',
  ISO88596: 'ISO_IR 127',
  ISO88597: 'ISO_IR 126',
  ISO88598: 'ISO_IR 138',
  ISO88599: 'ISO_IR 148',
  ISO885915: 'ISO_IR 203',
};

/** The standard's term for one that is spelt otherwise, such as `iso_ir 100`, `ISO-IR 100`, `ISO_2022_IR_87` and `UTF-8`. */
function toTerm(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const [, extension, number] = /^(?:ISO)?(2022)?(?:IR)?(\d{1,3})$/.exec(letters) ?? [];
  if (number !== undefined) return extension ? `ISO 2022 IR ${number}` : `ISO_IR ${number}`;
  return ownEntry(otherNames, letters) ?? letters;
}

/** Decodes a set that has a name elsewhere, and none in DICOM; null for all others. */
function foreignDecoder(text: string): InstanceType<typeof TextDecoder> | null {
  if (Object.hasOwn(knownSets, toTerm(text))) return null;
  const label = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  for (const name of [label, label.replace(/^cp-?(?=125)/, 'windows-').replace(/^cp-?936$/, 'gbk')]) {
    try {
      return new TextDecoder(name);
    } catch {
      // Nor there.
    }
  }
  return null;
}

/** For a set that nobody knows or names: what is UTF-8 throughout is hardly ever anything else. */
function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('iso-8859-1').decode(bytes);
}

function tidy(text: string): string {
  return text.replaceAll('\0', '').trim();
}

import { characterSets as knownSets, convertBytes } from 'dicom-character-set';

/** Value representations of text; in all but the long ones a backslash separates values. */
export type TextVr = 'LO' | 'SH' | 'PN' | 'LT' | 'ST';

const escape = 0x1b;

/** Every set with code extensions: for text that switches to one which its file does not name. */
const allExtensions = Object.keys(knownSets).filter((term) => term.startsWith('ISO 2022'));

/** Sets that stand alone: an escape in such text switches nothing. */
const withoutExtensions = ['ISO_IR 192', 'GB18030', 'GBK'];

/**
 * Text in the character sets that the file names (PS3.3 C.12.1.1.2, PS3.5 6.1); trimmed. Without a name it is ASCII,
 * read as Latin-1. Terms that the standard does not know are passed over rather than refused: a name with a wrong
 * letter is better than an image that does not open.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[], vr: TextVr = 'LO'): string {
  return tidy(decode(bytes, characterSets.map(toTerm), vr));
}

function decode(bytes: Uint8Array, terms: readonly string[], vr: TextVr): string {
  const known = terms.filter((term) => term === '' || Object.hasOwn(knownSets, term));
  const hasEscapes = bytes.includes(escape);
  // The one set of the standard that the library does not have.
  if (terms[0] === 'ISO_IR 203' && !hasEscapes) return new TextDecoder('iso-8859-15').decode(bytes);
  if (known.every((term) => term === '') && !hasEscapes) return latin1(bytes);
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

/** `iso_ir 100` and `ISO-IR 100` are met in files. */
function toTerm(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/^ISO[-_ ]IR/, 'ISO_IR');
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('iso-8859-1').decode(bytes);
}

function tidy(text: string): string {
  return text.replaceAll('\0', '').trim();
}

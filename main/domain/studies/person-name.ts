/** DICOM Person Names (PN), PS3.5 6.2.1: kept as a file states them, taken apart and formatted where they are shown. */

/** The five components of one group. */
export interface NameComponents {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** The same name in up to three writings; null where the file does not give it. */
export interface PersonName {
  readonly alphabetic: NameComponents | null;
  readonly ideographic: NameComponents | null;
  readonly phonetic: NameComponents | null;
}

/** Takes `Family^Given^Middle^Prefix^Suffix=ideographic=phonetic` apart. */
export function parsePersonName(raw: string): PersonName {
  const [alphabetic = null, ideographic = null, phonetic = null] = raw.split('=').map(parseComponents);
  return { alphabetic, ideographic, phonetic };
}

function parseComponents(group: string): NameComponents | null {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim());
  const components = { family, given, middle, prefix, suffix };
  return Object.values(components).some((part) => part !== '') ? components : null;
}

/** "Family, Given Middle, Suffix" of the first group that is given; empty for an empty name. */
export function formatPersonName(raw: string): string {
  const { alphabetic, ideographic, phonetic } = parsePersonName(raw);
  const components = alphabetic ?? ideographic ?? phonetic;
  if (components === null) return '';
  const { family, given, middle, suffix } = components;
  return [family, `${given} ${middle}`.trim(), suffix].filter((part) => part !== '').join(', ');
}

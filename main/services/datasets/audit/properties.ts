/** The properties of the files of each label. */
import type { PropertyAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { NumberProperty, PropertySubject, WordProperty } from '../../../domain/datasets/file-properties.ts';
import type { ImageProperties } from '../../../domain/datasets/image-features.ts';
import { quantile } from '../../../domain/statistics/statistics.ts';
import type { Examined } from './examined.ts';
import { namePatternOf } from './name-pattern.ts';

/** Words in a table before the rest is counted together. */
const MOST_WORDS = 6;
/** Values of an attribute from which on a table of it says nothing. */
const MOST_VALUES = 40;

/** An image that could be read. */
export interface Measured {
  readonly entry: DatasetEntry;
  readonly properties: ImageProperties;
  readonly miniature: Uint8Array;
}

export function measuredOf({ entries, features }: Pick<Examined, 'entries' | 'features'>): readonly Measured[] {
  return entries.flatMap((entry) => {
    const own = features[entry.index]!;
    return own.isReadable ? [{ entry, properties: own.properties, miniature: own.miniature }] : [];
  });
}

type NumberOf = (properties: ImageProperties) => number | null;

const numbers: Readonly<Record<NumberProperty, NumberOf>> = {
  width: ({ width }) => width,
  height: ({ height }) => height,
  aspectRatio: ({ width, height }) => width / height,
  fileSize: ({ bytes }) => bytes / 1000,
  bitsPerPixel: ({ bytes, width, height }) => (8 * bytes) / (width * height),
  bitDepth: ({ bitsStored }) => bitsStored,
  jpegQuantisation: ({ quantisation }) => quantisation,
};

type WordOf = (measured: Measured) => string | null;

const words: readonly { readonly property: WordProperty; readonly of: WordOf }[] = [
  { property: 'size', of: ({ properties: { width, height } }) => `${width} × ${height}` },
  { property: 'format', of: ({ properties: { format } }) => format.toUpperCase() },
  { property: 'colour', of: ({ properties: { channels } }) => (channels === 1 ? 'grey' : 'colour') },
  { property: 'compression', of: ({ properties: { isLossy } }) => (isLossy ? 'lossy' : 'lossless') },
  { property: 'fileName', of: ({ entry: { file } }) => namePatternOf(file) },
];

export function auditProperties(examined: Examined): PropertyAudit[] {
  const measured = measuredOf(examined);
  const { labels } = examined;
  const attributes = [...new Set(measured.flatMap(({ entry }) => Object.keys(entry.attributes)))]
    .sort()
    .map((column) => ({ column, of: ({ entry }: Measured): string | null => entry.attributes[column] ?? null }))
    .filter(({ of }) => new Set(measured.map(of)).size <= MOST_VALUES);
  return [
    ...(Object.keys(numbers) as NumberProperty[]).map((property) => numberTable(property, measured, labels)),
    ...[...words, ...attributes].map(({ of, ...subject }) => wordTable(subject, of, measured, labels)),
  ];
}

const having = (measured: readonly Measured[], label: string): readonly Measured[] =>
  measured.filter(({ entry }) => entry.labels.includes(label));

/** Median with the 5th and 95th percentile. */
function numberTable(
  property: NumberProperty,
  measured: readonly Measured[],
  labels: readonly string[],
): PropertyAudit {
  const spread = (label: string) => {
    const values = having(measured, label).flatMap(({ properties }) => numbers[property](properties) ?? []);
    if (values.length === 0) return null;
    const sorted = Float64Array.from(values).sort();
    return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) };
  };
  return { kind: 'number', property, perLabel: Object.fromEntries(labels.map((label) => [label, spread(label)])) };
}

function wordTable(
  subject: PropertySubject,
  of: WordOf,
  measured: readonly Measured[],
  labels: readonly string[],
): PropertyAudit {
  const counts = [...Map.groupBy(measured, of)].map(([word, own]) => [word, own.length] as const);
  const ordered = counts
    .toSorted((a, b) => b[1] - a[1] || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
    .map(([word]) => word);
  const isShort = ordered.length <= MOST_WORDS + 1;
  const shown = isShort ? ordered : ordered.slice(0, MOST_WORDS);
  const rowOf = (label: string): number[] => {
    const own = having(measured, label).map(of);
    const known = shown.map((word) => own.filter((each) => each === word).length);
    return isShort ? known : [...known, own.filter((each) => !shown.includes(each)).length];
  };
  return {
    kind: 'word',
    subject,
    words: shown,
    perLabel: Object.fromEntries(labels.map((label) => [label, rowOf(label)])),
  };
}

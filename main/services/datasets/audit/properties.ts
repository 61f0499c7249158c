/** What the files of each label are like. */
import type { PropertyAudit } from '../../../domain/datasets/audit-report.ts';
import type { DatasetEntry } from '../../../domain/datasets/dataset.ts';
import type { ImageProperties } from '../../../domain/datasets/image-features.ts';
import { quantile } from '../../../domain/statistics/statistics.ts';
import type { Examined } from './examined.ts';
import { namePatternOf } from './name-pattern.ts';

/** Words in a table before the rest becomes `other`. */
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

const numbers: readonly { name: string; unit: string; of: (properties: ImageProperties) => number | null }[] = [
  { name: 'width', unit: 'pixels', of: ({ width }) => width },
  { name: 'height', unit: 'pixels', of: ({ height }) => height },
  { name: 'width to height', unit: '', of: ({ width, height }) => width / height },
  { name: 'file size', unit: 'kB', of: ({ bytes }) => bytes / 1000 },
  { name: 'bits a pixel in the file', unit: '', of: ({ bytes, width, height }) => (8 * bytes) / (width * height) },
  { name: 'bit depth', unit: 'bits', of: ({ bitsStored }) => bitsStored },
  { name: 'JPEG quantisation', unit: 'sum of the table', of: ({ quantisation }) => quantisation },
];

const words: readonly { name: string; of: (measured: Measured) => string }[] = [
  { name: 'size', of: ({ properties: { width, height } }) => `${width} × ${height}` },
  { name: 'format', of: ({ properties: { format } }) => format.toUpperCase() },
  { name: 'colour', of: ({ properties: { channels } }) => (channels === 1 ? 'grey' : 'colour') },
  { name: 'compression', of: ({ properties: { isLossy } }) => (isLossy ? 'lossy' : 'lossless') },
  { name: 'file name', of: ({ entry: { file } }) => namePatternOf(file) },
];

export function auditProperties(examined: Examined): PropertyAudit[] {
  const measured = measuredOf(examined);
  const { labels } = examined;
  const attributes = [...new Set(measured.flatMap(({ entry }) => Object.keys(entry.attributes)))]
    .sort()
    .map((name) => ({ name, of: ({ entry }: Measured): string => entry.attributes[name] ?? 'not known' }))
    .filter(({ of }) => new Set(measured.map(of)).size <= MOST_VALUES);
  return [
    ...numbers.map(({ name, unit, of }) => numberTable(name, unit, of, measured, labels)),
    ...[...words, ...attributes].map(({ name, of }) => wordTable(name, of, measured, labels)),
  ];
}

const having = (measured: readonly Measured[], label: string): readonly Measured[] =>
  measured.filter(({ entry }) => entry.labels.includes(label));

/** Median with the 5th and 95th percentile. */
function numberTable(
  name: string,
  unit: string,
  of: (properties: ImageProperties) => number | null,
  measured: readonly Measured[],
  labels: readonly string[],
): PropertyAudit {
  const spread = (label: string) => {
    const values = having(measured, label).flatMap(({ properties }) => of(properties) ?? []);
    if (values.length === 0) return null;
    const sorted = Float64Array.from(values).sort();
    return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) };
  };
  return { kind: 'number', name, unit, perLabel: Object.fromEntries(labels.map((label) => [label, spread(label)])) };
}

function wordTable(
  name: string,
  of: (measured: Measured) => string,
  measured: readonly Measured[],
  labels: readonly string[],
): PropertyAudit {
  const counts = [...Map.groupBy(measured, of)].map(([word, own]) => [word, own.length] as const);
  const ordered = counts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const isShort = ordered.length <= MOST_WORDS + 1;
  const shown = isShort ? ordered : ordered.slice(0, MOST_WORDS);
  const rowOf = (label: string): number[] => {
    const own = having(measured, label).map(of);
    const known = shown.map((word) => own.filter((each) => each === word).length);
    return isShort ? known : [...known, own.filter((each) => !shown.includes(each)).length];
  };
  return {
    kind: 'word',
    name,
    words: isShort ? shown : [...shown, 'other'],
    perLabel: Object.fromEntries(labels.map((label) => [label, rowOf(label)])),
  };
}

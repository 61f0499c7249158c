/** What the probes are given of each image: nothing of the lungs. */
import type { ProbeName } from '../../../domain/datasets/dataset-terms.ts';
import { MINIATURE_SIDE } from '../../../domain/datasets/image-features.ts';
import { quantile } from '../../../domain/statistics/statistics.ts';
import { namePatternOf } from './name-pattern.ts';
import type { Measured } from './properties.ts';

export interface ProbeFeatures {
  readonly names: readonly string[];
  /** One a case. */
  readonly rows: readonly Float64Array[];
}

/** Columns of index.csv that tell where or how an image was made, not what is in it. */
const sourceColumns =
  /^(source|site|hospital|institution|centre|center|clinic|collection|dataset|origin|scanner|manufacturer|vendor|device|detector|view|projection|position|modality)([ _-]?(name|id|position))?$/;

/** Words that fewer of the images have are one word together, so that nobody is told by their own. */
const RARE_SHARE = 0.01;
const MOST_WORDS = 30;

/** Pixels a side of the picture whose outermost ring is the border: 3 % of the width. */
const BORDER_SIDE = 32;
const INTENSITY_SIDE = 16;

export const probeFeatures: Readonly<Record<ProbeName, (measured: readonly Measured[]) => ProbeFeatures>> = {
  source(measured) {
    const columns = [...new Set(measured.flatMap(({ entry }) => Object.keys(entry.attributes)))].filter((name) =>
      sourceColumns.test(name),
    );
    return joined(
      columns.sort().map((name) =>
        oneHot(
          name,
          measured.map(({ entry }) => entry.attributes[name] ?? 'not known'),
        ),
      ),
    );
  },
  names: (measured) =>
    oneHot(
      'name',
      measured.map(({ entry }) => namePatternOf(entry.file)),
    ),
  file: (measured) =>
    joined([
      fileNumbers(measured),
      oneHot(
        'format',
        measured.map(({ properties }) => properties.format),
      ),
    ]),
  border(measured) {
    const ring = ringOf(BORDER_SIDE);
    return { names: ring.map(({ side }) => side), rows: measured.map(({ miniature }) => borderOf(miniature, ring)) };
  },
  intensity: (measured) => ({
    names: [
      'mean',
      'contrast',
      'darkest',
      '10th percentile',
      '25th percentile',
      'median',
      '75th percentile',
      '90th percentile',
      'brightest',
      'bits a pixel',
    ],
    rows: measured.map(intensityOf),
  }),
};

function joined(parts: readonly ProbeFeatures[]): ProbeFeatures {
  const [first] = parts;
  if (first === undefined) return { names: [], rows: [] };
  const rows = first.rows.map((_, i) => Float64Array.from(parts.flatMap(({ rows: own }) => [...own[i]!])));
  return { names: parts.flatMap(({ names }) => names), rows };
}

function oneHot(name: string, words: readonly string[]): ProbeFeatures {
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, own]) => [word, own.length] as const);
  const common = counts
    .filter(([, count]) => count >= RARE_SHARE * words.length)
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  const rows = words.map((word) =>
    Float64Array.from([...common.map((each) => Number(each === word)), Number(!common.includes(word))]),
  );
  return { names: [...common, 'rare'].map((word) => `${name} ${word}`), rows };
}

/** Not the bytes: at one size and quantisation they measure how much there is to see, which a disease changes too. */
function fileNumbers(measured: readonly Measured[]): ProbeFeatures {
  const sizeOf = ({ properties: { width, height } }: Measured): string => `${width} × ${height}`;
  const ofSize = Map.groupBy(measured, sizeOf);
  const rows = measured.map((each) => {
    const { width, height, bitsStored, channels, isLossy, quantisation } = each.properties;
    const aspect = Math.log(width / height);
    // Whose images have all one size tells the source, too.
    const commonness = Math.log(ofSize.get(sizeOf(each))!.length / measured.length);
    const quality = quantisation === null ? [0, 0] : [1, Math.log(1 + quantisation)];
    return Float64Array.from([
      Math.log(width * height),
      aspect,
      Math.abs(aspect),
      commonness,
      bitsStored,
      channels,
      Number(isLossy),
      ...quality,
    ]);
  });
  return {
    names: [
      'size',
      'width to height',
      'distance from a square',
      'how common the size is',
      'bit depth',
      'channels',
      'lossy',
      'is a JPEG',
      'JPEG quantisation',
    ],
    rows,
  };
}

interface Place {
  readonly side: string;
  readonly x: number;
  readonly y: number;
}

/** Clockwise from the upper left corner; left and right are those of the picture. */
function ringOf(size: number): readonly Place[] {
  const last = size - 1;
  const along = Array.from({ length: last }, (_, i) => i);
  return [
    ...along.map((i) => ({ side: 'top', x: i, y: 0 })),
    ...along.map((i) => ({ side: 'right', x: last, y: i })),
    ...along.map((i) => ({ side: 'bottom', x: last - i, y: last })),
    ...along.map((i) => ({ side: 'left', x: 0, y: last - i })),
  ];
}

function borderOf(miniature: Uint8Array, ring: readonly Place[]): Float64Array {
  const block = MINIATURE_SIDE / BORDER_SIDE;
  return Float64Array.from(ring, ({ x, y }) => meanOfBlock(miniature, x * block, y * block, block));
}

/** 0 to 1. */
function meanOfBlock(miniature: Uint8Array, left: number, top: number, block: number): number {
  let sum = 0;
  for (let y = top; y < top + block; y++)
    for (let x = left; x < left + block; x++) sum += miniature[y * MINIATURE_SIDE + x]!;
  return sum / (255 * block * block);
}

function intensityOf({ miniature, properties: { bytes, width, height } }: Measured): Float64Array {
  const block = MINIATURE_SIDE / INTENSITY_SIDE;
  const values = Float64Array.from({ length: INTENSITY_SIDE ** 2 }, (_, i) =>
    meanOfBlock(miniature, (i % INTENSITY_SIDE) * block, Math.floor(i / INTENSITY_SIDE) * block, block),
  ).sort();
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const contrast = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((share) => quantile(values, share));
  return Float64Array.from([mean, contrast, ...shares, Math.log((8 * bytes) / (width * height))]);
}

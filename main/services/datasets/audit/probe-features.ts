/** The features of each image that the probes get: nothing of the lungs. */
import type { ProbeName } from '../../../domain/datasets/dataset-terms.ts';
import type { ProbeFeature, ProbeMeasure, PropertySubject } from '../../../domain/datasets/file-properties.ts';
import { MINIATURE_SIDE } from '../../../domain/datasets/image-features.ts';
import { quantile } from '../../../domain/statistics/statistics.ts';
import { namePatternOf } from './name-pattern.ts';
import type { Measured } from './properties.ts';

export interface ProbeFeatures {
  /** One a column of the rows. */
  readonly features: readonly ProbeFeature[];
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
      columns.sort().map((column) =>
        oneHot(
          { column },
          measured.map(({ entry }) => entry.attributes[column] ?? null),
        ),
      ),
    );
  },
  names: (measured) =>
    oneHot(
      { property: 'fileName' },
      measured.map(({ entry }) => namePatternOf(entry.file)),
    ),
  file: (measured) =>
    joined([
      fileNumbers(measured),
      oneHot(
        { property: 'format' },
        measured.map(({ properties }) => properties.format),
      ),
    ]),
  border(measured) {
    const ring = ringOf(BORDER_SIDE);
    return {
      features: ring.map(({ side }) => ({ measure: side })),
      rows: measured.map(({ miniature }) => borderOf(miniature, ring)),
    };
  },
  intensity: (measured) => ({
    features: measuresOf(
      'mean',
      'contrast',
      'darkest',
      'percentile10',
      'percentile25',
      'median',
      'percentile75',
      'percentile90',
      'brightest',
      'bitsPerPixel',
    ),
    rows: measured.map(intensityOf),
  }),
};

const measuresOf = (...measures: readonly ProbeMeasure[]): readonly ProbeFeature[] =>
  measures.map((measure) => ({ measure }));

function joined(parts: readonly ProbeFeatures[]): ProbeFeatures {
  const [first] = parts;
  if (first === undefined) return { features: [], rows: [] };
  const rows = first.rows.map((_, i) => Float64Array.from(parts.flatMap(({ rows: own }) => [...own[i]!])));
  return { features: parts.flatMap(({ features }) => features), rows };
}

function oneHot(subject: PropertySubject, words: readonly (string | null)[]): ProbeFeatures {
  const counts = [...Map.groupBy(words, (word) => word)].map(([word, own]) => [word, own.length] as const);
  const common = counts
    .filter(([, count]) => count >= RARE_SHARE * words.length)
    .toSorted((a, b) => b[1] - a[1] || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  const rows = words.map((word) =>
    Float64Array.from([...common.map((each) => Number(each === word)), Number(!common.includes(word))]),
  );
  return { features: [...common.map((word) => ({ subject, word })), { subject, isRare: true as const }], rows };
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
    features: measuresOf(
      'size',
      'aspectRatio',
      'squareness',
      'sizeShare',
      'bitDepth',
      'channels',
      'lossy',
      'jpeg',
      'jpegQuantisation',
    ),
    rows,
  };
}

interface Place {
  readonly side: Extract<ProbeMeasure, 'top' | 'right' | 'bottom' | 'left'>;
  readonly x: number;
  readonly y: number;
}

/** Clockwise from the upper left corner; left and right are those of the picture. */
function ringOf(size: number): readonly Place[] {
  const last = size - 1;
  const along = Array.from({ length: last }, (_, i) => i);
  return [
    ...along.map((i) => ({ side: 'top' as const, x: i, y: 0 })),
    ...along.map((i) => ({ side: 'right' as const, x: last, y: i })),
    ...along.map((i) => ({ side: 'bottom' as const, x: last - i, y: last })),
    ...along.map((i) => ({ side: 'left' as const, x: 0, y: last - i })),
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

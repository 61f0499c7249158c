/** JPEG streams made by hand, ITU-T T.81: simple Huffman tables with codes of one length. */

/** The first coefficients of a block in zigzag order, the DC difference made of the first; the rest are zero. */
type Block = readonly number[];

interface MadeJpeg {
  readonly rows: number;
  readonly columns: number;
  readonly precision?: number;
  /** In the order of the scan: of each minimum coded unit the blocks of the first component, then of the next. */
  readonly blocks: readonly (readonly [component: number, block: Block])[];
  /** Horizontal and vertical sampling factor of each component. */
  readonly sampling?: readonly (readonly [number, number])[];
  /** Blocks after which a restart marker stands; the interval is this, in minimum coded units of one block. */
  readonly restartInterval?: number;
  readonly quantisation?: number;
}

/** Categories of differences. */
const dcSymbols = Array.from({ length: 17 }, (_, i) => i);
const acSymbols = [
  0x00,
  0xf0,
  ...Array.from({ length: 16 * 15 }, (_, i) => (Math.floor(i / 15) << 4) | ((i % 15) + 1)),
];
const dcLength = 5;
const acLength = 8;

function segment(marker: number, payload: readonly number[]): number[] {
  return [0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255, ...payload];
}

function huffmanTable(kind: number, symbols: readonly number[], length: number): number[] {
  return segment(0xc4, [
    kind,
    ...Array.from({ length: 16 }, (_, i) => (i + 1 === length ? symbols.length : 0)),
    ...symbols,
  ]);
}

class BitWriter {
  readonly bytes: number[] = [];
  #bits = '';

  put(value: number, length: number): void {
    if (length > 0) this.#bits += value.toString(2).padStart(length, '0');
    while (this.#bits.length >= 8) this.#byte();
  }

  /** A symbol, then the value's own bits. T.81 F.1.2.1. */
  symbol(symbols: readonly number[], length: number, symbol: number): void {
    this.put(symbols.indexOf(symbol), length);
  }

  value(value: number, category: number): void {
    this.put(value < 0 ? value + (1 << category) - 1 : value, category);
  }

  marker(marker: number): void {
    if (this.#bits !== '') this.put(2 ** (8 - this.#bits.length) - 1, 8 - this.#bits.length);
    this.bytes.push(0xff, marker);
  }

  #byte(): void {
    const byte = parseInt(this.#bits.slice(0, 8), 2);
    this.#bits = this.#bits.slice(8);
    this.bytes.push(byte, ...(byte === 0xff ? [0] : []));
  }
}

const categoryOf = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1);

function putBlock(writer: BitWriter, block: Block, predictor: number): void {
  const difference = block[0]! - predictor;
  writer.symbol(dcSymbols, dcLength, categoryOf(difference));
  writer.value(difference, categoryOf(difference));
  let run = 0;
  for (const value of block.slice(1)) {
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) writer.symbol(acSymbols, acLength, 0xf0);
    writer.symbol(acSymbols, acLength, (run << 4) | categoryOf(value));
    writer.value(value, categoryOf(value));
    run = 0;
  }
  if (block.length < 64 || run > 0) writer.symbol(acSymbols, acLength, 0);
}

/** Extended sequential DCT, all components in one scan. */
export function makeJpeg({
  rows,
  columns,
  precision = 12,
  blocks,
  sampling = [[1, 1]],
  restartInterval = 0,
  quantisation = 1,
}: MadeJpeg): Uint8Array {
  const writer = new BitWriter();
  const predictors = sampling.map(() => 0);
  blocks.forEach(([component, block], i) => {
    if (restartInterval > 0 && i > 0 && i % restartInterval === 0) {
      writer.marker(0xd0 + ((i / restartInterval - 1) % 8));
      predictors.fill(0);
    }
    putBlock(writer, block, predictors[component]!);
    predictors[component] = block[0]!;
  });
  writer.marker(0xd9);
  const size = [rows >> 8, rows & 255, columns >> 8, columns & 255];
  const components = sampling.flatMap(([h, v], i) => [i + 1, (h << 4) | v, 0]);
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => quantisation)]),
    ...segment(0xc1, [precision, ...size, sampling.length, ...components]),
    ...huffmanTable(0x00, dcSymbols, dcLength),
    ...huffmanTable(0x10, acSymbols, acLength),
    ...(restartInterval > 0 ? segment(0xdd, [restartInterval >> 8, restartInterval & 255]) : []),
    ...segment(0xda, [sampling.length, ...sampling.flatMap((_, i) => [i + 1, 0]), 0, 63, 0]),
    ...writer.bytes,
  ]);
}

/** Lossless, process 14: each sample as the difference to the one on its left, in the first column to the one above. */
export function makeLosslessJpeg(image: {
  readonly rows: number;
  readonly columns: number;
  readonly components: 1 | 3;
  readonly precision: number;
  readonly samples: ArrayLike<number>;
}): Uint8Array {
  const { rows, columns, components, precision, samples } = image;
  const writer = new BitWriter();
  for (let i = 0; i < rows * columns * components; i++) {
    const pixel = Math.floor(i / components);
    const before = pixel % columns > 0 ? i - components : i - columns * components;
    const predicted = pixel === 0 ? 1 << (precision - 1) : samples[before]!;
    const difference = ((samples[i]! - predicted) << 16) >> 16;
    const category = difference === -32768 ? 16 : categoryOf(difference);
    writer.symbol(dcSymbols, dcLength, category);
    if (category < 16) writer.value(difference, category);
  }
  writer.marker(0xd9);
  const size = [rows >> 8, rows & 255, columns >> 8, columns & 255];
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xc3, [precision, ...size, components, ...ids.flatMap((id) => [id, 0x11, 0])]),
    ...huffmanTable(0x00, dcSymbols, dcLength),
    ...segment(0xda, [components, ...ids.flatMap((id) => [id, 0]), 1, 0, 0]),
    ...writer.bytes,
  ]);
}

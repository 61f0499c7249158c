import { requireShape, undecodable, type DecodedSamples, type FrameShape } from '../decoded-samples.ts';
import { BitReader } from './bit-reader.ts';
import { decodeSymbol, readHuffmanTables, receive, type HuffmanTable } from './huffman-table.ts';
import { inverseDct } from './inverse-dct.ts';
import { endOfImage, isFrameMarker, parseFrame, segmentAt, startOfScan, type JpegComponent } from './jpeg-frame.ts';

const baseline = 0xc0;
const extended = 0xc1;
const defineHuffmanTables = 0xc4;
const defineQuantisation = 0xdb;
const defineRestartInterval = 0xdd;
const firstRestart = 0xd0;
const acClass = 16;

/** Position in a block of the k-th coefficient of a scan, T.81 figure 5. */
// prettier-ignore
const zigzag = Uint8Array.of(
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55,
  62, 63,
);

/** A component's samples, in whole blocks. */
interface Plane extends JpegComponent {
  readonly samples: Uint16Array;
  readonly stride: number;
  /** Blocks that hold samples of the image, as against those that fill up a minimum coded unit. */
  readonly blockColumns: number;
  readonly blockRows: number;
  isDecoded: boolean;
}

interface Frame {
  readonly precision: number;
  readonly planes: readonly Plane[];
  readonly mostHorizontal: number;
  readonly mostVertical: number;
  readonly unitColumns: number;
  readonly unitRows: number;
}

interface ScanPart {
  readonly plane: Plane;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly quantisation: Uint16Array;
  predictor: number;
}

interface Tables {
  readonly huffman: Map<number, HuffmanTable>;
  readonly quantisation: Map<number, Uint16Array>;
  restartInterval: number;
}

/**
 * Decodes sequential DCT streams with Huffman codes, 8 or 12 bits (ITU-T T.81 processes 1, 2 and 4). No transform of colours.
 * Damaged streams and those that end early are refused: part of a radiograph is not shown as if it were whole.
 */
export function decodeSequentialJpeg(bytes: Uint8Array, shape: FrameShape): DecodedSamples {
  const tables: Tables = { huffman: new Map(), quantisation: new Map(), restartInterval: 0 };
  let frame: Frame | null = null;
  for (let at = 0; !frame?.planes.every(({ isDecoded }) => isDecoded);) {
    const { marker, payload, end } = segmentAt(bytes, at, 'JPEG');
    at = end;
    if (marker === defineHuffmanTables)
      readHuffmanTables(payload).forEach((table, key) => tables.huffman.set(key, table));
    else if (marker === defineQuantisation) readQuantisation(payload, tables.quantisation);
    else if (marker === defineRestartInterval) tables.restartInterval = payload[0]! * 256 + payload[1]!;
    else if (isFrameMarker(marker)) {
      if (frame) throw undecodable('JPEG');
      frame = readFrame(marker, payload, shape);
    } else if (marker === startOfScan) {
      if (!frame) throw undecodable('JPEG');
      at = decodeScan(bytes, end, frame, readScan(payload, frame, tables), tables.restartInterval);
    } else if (marker === endOfImage) throw undecodable('JPEG');
  }
  return { samples: join(frame, shape), precision: frame.precision, isLossy: true, isTransformedToRgb: false };
}

function readQuantisation(payload: Uint8Array, tables: Map<number, Uint16Array>): void {
  for (let at = 0; at < payload.length;) {
    const isWide = payload[at]! >> 4 === 1;
    const values = payload.subarray(at + 1, at + 1 + (isWide ? 128 : 64));
    if (values.length < (isWide ? 128 : 64)) throw undecodable('JPEG');
    const table = new Uint16Array(64).map((_, k) => (isWide ? values[2 * k]! * 256 + values[2 * k + 1]! : values[k]!));
    tables.set(payload[at]! & 15, table);
    at += 1 + values.length;
  }
}

function readFrame(marker: number, payload: Uint8Array, shape: FrameShape): Frame {
  const { precision, rows, columns, components } = parseFrame(marker, payload, 'JPEG');
  if (marker !== baseline && marker !== extended) throw undecodable('JPEG');
  if (precision !== 8 && precision !== 12) throw undecodable('JPEG');
  requireShape({ rows, columns, components: components.length }, shape);
  const mostHorizontal = Math.max(...components.map(({ horizontal }) => horizontal));
  const mostVertical = Math.max(...components.map(({ vertical }) => vertical));
  const unitColumns = Math.ceil(columns / (8 * mostHorizontal));
  const unitRows = Math.ceil(rows / (8 * mostVertical));
  const planes = components.map((component): Plane => {
    const { horizontal, vertical } = component;
    // Other ratios than whole ones don't occur, and would need another way of enlarging.
    const isPossible = [horizontal, vertical].every((factor) => factor >= 1 && factor <= 4);
    if (!isPossible || mostHorizontal % horizontal !== 0 || mostVertical % vertical !== 0) throw undecodable('JPEG');
    const stride = 8 * unitColumns * horizontal;
    return {
      ...component,
      stride,
      samples: new Uint16Array(stride * 8 * unitRows * vertical),
      blockColumns: Math.ceil((columns * horizontal) / mostHorizontal / 8),
      blockRows: Math.ceil((rows * vertical) / mostVertical / 8),
      isDecoded: false,
    };
  });
  return { precision, planes, mostHorizontal, mostVertical, unitColumns, unitRows };
}

/** Spectral selection and approximation say nothing in sequential streams; some encoders write wrong ones. */
function readScan(payload: Uint8Array, frame: Frame, { huffman, quantisation }: Tables): ScanPart[] {
  const count = payload[0] ?? 0;
  if (count === 0 || payload.length < 1 + 2 * count) throw undecodable('JPEG');
  return Array.from({ length: count }, (_, i) => {
    const [id, selectors] = [payload[1 + 2 * i]!, payload[2 + 2 * i]!];
    const plane = frame.planes.find((each) => each.id === id);
    const dc = huffman.get(selectors >> 4);
    const ac = huffman.get(acClass + (selectors & 15));
    const table = plane && quantisation.get(plane.quantisation);
    if (!plane || plane.isDecoded || !dc || !ac || !table) throw undecodable('JPEG');
    plane.isDecoded = true;
    return { plane, dc, ac, quantisation: table, predictor: 0 };
  });
}

/** Decodes a scan; gives where the next marker stands. Several components are interleaved by minimum coded units. */
function decodeScan(
  bytes: Uint8Array,
  start: number,
  frame: Frame,
  parts: readonly ScanPart[],
  restartInterval: number,
): number {
  const block = new Int32Array(64);
  const only = parts.length === 1 ? parts[0]! : null;
  const unitColumns = only ? only.plane.blockColumns : frame.unitColumns;
  const units = unitColumns * (only ? only.plane.blockRows : frame.unitRows);
  let reader = new BitReader(bytes, start);
  for (let unit = 0; unit < units; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      reader = restarted(bytes, reader, unit / restartInterval - 1);
      for (const part of parts) part.predictor = 0;
    }
    const column = unit % unitColumns;
    const row = (unit - column) / unitColumns;
    for (const part of parts) {
      const { horizontal, vertical } = only ? { horizontal: 1, vertical: 1 } : part.plane;
      for (let v = 0; v < vertical; v++) {
        for (let h = 0; h < horizontal; h++) {
          decodeBlock(reader, part, block);
          inverseDct(block, frame.precision);
          putBlock(block, part.plane, column * horizontal + h, row * vertical + v, frame.precision);
        }
      }
    }
  }
  return reader.markerPosition();
}

function restarted(bytes: Uint8Array, reader: BitReader, index: number): BitReader {
  const { marker, end } = segmentAt(bytes, reader.markerPosition(), 'JPEG');
  if (marker !== firstRestart + (index % 8)) throw undecodable('JPEG');
  return new BitReader(bytes, end);
}

/** T.81 F.2.2: the difference to the block before, then runs of zeros and values. */
function decodeBlock(reader: BitReader, part: ScanPart, block: Int32Array): void {
  const { ac, quantisation } = part;
  block.fill(0);
  part.predictor += receive(reader, decodeSymbol(reader, part.dc));
  block[0] = part.predictor * quantisation[0]!;
  for (let k = 1; k < 64; k++) {
    const symbol = decodeSymbol(reader, ac);
    const length = symbol & 15;
    const run = symbol >> 4;
    if (length === 0 && run < 15) return;
    k += run;
    if (k > 63) throw undecodable('JPEG');
    if (length > 0) block[zigzag[k]!] = receive(reader, length) * quantisation[k]!;
  }
}

function putBlock(block: Int32Array, { samples, stride }: Plane, column: number, row: number, precision: number): void {
  const middle = 1 << (precision - 1);
  const most = 2 * middle - 1;
  for (let y = 0, from = 0; y < 8; y++) {
    let at = (8 * row + y) * stride + 8 * column;
    for (let x = 0; x < 8; x++) {
      const value = block[from++]! + middle;
      samples[at++] = value < 0 ? 0 : value > most ? most : value;
    }
  }
}

/** The planes' samples next to each other, without what fills up the blocks; smaller planes are enlarged by repetition. */
function join({ planes, mostHorizontal, mostVertical }: Frame, { rows, columns }: FrameShape): Uint16Array {
  const joined = new Uint16Array(rows * columns * planes.length);
  planes.forEach(({ samples, stride, horizontal, vertical }, component) => {
    const [wide, high] = [mostHorizontal / horizontal, mostVertical / vertical];
    for (let row = 0, at = component; row < rows; row++) {
      const line = Math.floor(row / high) * stride;
      for (let column = 0; column < columns; column++, at += planes.length) {
        joined[at] = samples[line + Math.floor(column / wide)]!;
      }
    }
  });
  return joined;
}

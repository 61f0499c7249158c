import { undecodable } from '../decoded-samples.ts';

export interface JpegComponent {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantisation: number;
}

/** The frame header of a stream of the JPEG family, ITU-T T.81 B.2.2; JPEG-LS has the same one. */
export interface JpegFrame {
  /** The marker's second byte: 0xc0 baseline, 0xc1 extended, 0xc3 lossless, 0xf7 JPEG-LS. */
  readonly process: number;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly JpegComponent[];
}

/** A marker segment: the payload without marker and length. */
export interface Segment {
  readonly marker: number;
  readonly payload: Uint8Array;
  /** Where the next one begins, or the entropy-coded data after a scan's header. */
  readonly end: number;
}

const frameMarkers = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xf7];
export const startOfScan = 0xda;
export const endOfImage = 0xd9;

/** Markers that stand alone: TEM, RST0 to RST7, SOI, EOI. */
const isBare = (marker: number): boolean => marker === 1 || (marker >= 0xd0 && marker <= endOfImage);

/** The marker segment at a position; any number of fill bytes 0xff may stand before a marker. */
export function segmentAt(bytes: Uint8Array, start: number, format: string): Segment {
  let at = start;
  if (bytes[at] !== 0xff) throw undecodable(format);
  while (bytes[at + 1] === 0xff) at++;
  const marker = bytes[at + 1];
  if (marker === undefined || marker === 0) throw undecodable(format);
  if (isBare(marker)) return { marker, payload: bytes.subarray(0, 0), end: at + 2 };
  const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  if (length < 2 || end > bytes.length) throw undecodable(format);
  return { marker, payload: bytes.subarray(at + 4, end), end };
}

/** The segments up to the first scan's header, which is the last of them. */
export function* segmentsToScan(bytes: Uint8Array, format: string): Generator<Segment> {
  for (let at = 0; ;) {
    const segment = segmentAt(bytes, at, format);
    yield segment;
    if (segment.marker === startOfScan || segment.marker === endOfImage) return;
    at = segment.end;
  }
}

/** Finds the frame header. */
export function readJpegFrame(bytes: Uint8Array, format: string): JpegFrame {
  for (const { marker, payload } of segmentsToScan(bytes, format)) {
    if (frameMarkers.includes(marker)) return parseFrame(marker, payload, format);
  }
  throw undecodable(format);
}

export function isFrameMarker(marker: number): boolean {
  return frameMarkers.includes(marker);
}

export function parseFrame(process: number, payload: Uint8Array, format: string): JpegFrame {
  const count = payload[5] ?? 0;
  if (count === 0 || payload.length < 6 + 3 * count) throw undecodable(format);
  const components = Array.from({ length: count }, (_, i) => {
    const [id, sampling, quantisation] = payload.subarray(6 + 3 * i, 9 + 3 * i);
    return { id: id!, horizontal: sampling! >> 4, vertical: sampling! & 15, quantisation: quantisation! };
  });
  return {
    process,
    precision: payload[0]!,
    rows: payload[1]! * 256 + payload[2]!,
    columns: payload[3]! * 256 + payload[4]!,
    components,
  };
}

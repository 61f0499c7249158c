/** Streams of markers with segments: JPEG, JPEG-LS and JPEG 2000 (T.81 B.1.1, T.87, T.800 A). */
import { oddNumber, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder } from '../changes.ts';

interface Segment {
  readonly marker: number;
  /** Without its length; null for a marker that stands alone. */
  readonly payload: Uint8Array | null;
  /** The coded data behind it. */
  readonly coded: Uint8Array;
}

const none = new Uint8Array();
const standsAlone = (marker: number): boolean =>
  (marker >= 0xd0 && marker <= 0xd9) || marker === 0x4f || marker === 0x93 || marker === 0x01;
/** SOF0 to SOF15, DHT, SOS, DQT, DRI, APP0, APP1, APP14, COM, RST0; SIZ, COD, QCD, SOT; LSE. */
const markers = [
  [0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc9, 0xca, 0xcb, 0xcf, 0xda, 0xdb, 0xdd, 0xe0, 0xe1, 0xee, 0xfe, 0xd0],
  [0x51, 0x52, 0x5c, 0x90, 0xf8, 0xd8, 0xd9],
].flat();

/** Coded data ends at a marker; that of JPEG 2000 at the end. */
export function segmentsOf(bytes: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  for (let at = 0; at + 1 < bytes.length;) {
    const marker = bytes[at + 1]!;
    const length = standsAlone(marker) ? 0 : (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const start = at + 2 + length;
    const payload = length < 2 ? null : bytes.subarray(at + 4, start);
    const holdsCode = marker === 0xda || marker === 0x93 || (marker >= 0xd0 && marker <= 0xd7);
    let end = start;
    if (holdsCode) {
      const isEnd = (i: number): boolean => bytes[i] === 0xff && (bytes[i + 1]! & 0x80) !== 0 && bytes[i + 1] !== 0xff;
      while (end < bytes.length && !(marker === 0x93 ? end === bytes.length - 2 : isEnd(end))) end++;
    }
    segments.push({ marker, payload, coded: bytes.subarray(start, end) });
    at = Math.max(end, at + 2);
  }
  return segments;
}

function writeSegments(segments: readonly Segment[]): Uint8Array {
  return Buffer.concat(
    segments.flatMap(({ marker, payload, coded }) => {
      const length = (payload?.length ?? 0) + 2;
      return [
        Uint8Array.of(0xff, marker),
        ...(payload === null ? [] : [Uint8Array.of((length >> 8) & 255, length & 255), payload]),
        coded,
      ];
    }),
  );
}

/** The numbers of a segment: most are a byte or two. */
function changeFields(chance: Chance, payload: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(payload);
  if (changed.length === 0) return changed;
  // Sizes, counts and kinds stand in front.
  const at = chance.below(Math.min(changed.length, chance.is(0.7) ? 20 : changed.length));
  if (chance.is(0.6) || at + 1 >= changed.length) changed[at] = oddNumber(chance, changed[at]!, 8);
  else new DataView(changed.buffer).setUint16(at, oddNumber(chance, (changed[at]! << 8) | changed[at + 1]!, 16));
  return changed;
}

function changeSegment(chance: Chance, segment: Segment): Segment {
  const { payload, coded } = segment;
  if (coded.length > 0 && chance.is(0.7)) return { ...segment, coded: changeBytes(chance, coded) };
  if (payload === null || chance.is(0.1)) return { ...segment, marker: chance.pick(markers) };
  return { ...segment, payload: chance.is(0.75) ? changeFields(chance, payload) : changeBytes(chance, payload) };
}

export function changeStream(chance: Chance, segments: readonly Segment[]): Uint8Array {
  // Behind the first marker, by which the kind is known.
  const one = (list: readonly Segment[]): readonly Segment[] =>
    list.length < 2
      ? list
      : [list[0]!, ...changeOne(chance, list.slice(1), (segment) => changeSegment(chance, segment))];
  // Behind a sound header.
  const data = (list: readonly Segment[]): readonly Segment[] =>
    list.map((segment) =>
      segment.coded.length > 0 ? { ...segment, coded: changeBytes(chance, segment.coded) } : segment,
    );
  const changes = [
    one,
    one,
    one,
    data,
    data,
    (list: readonly Segment[]) => [...list.slice(0, 1), ...changeOrder(chance, list.slice(1))],
    (list: readonly Segment[]) => {
      const payload = Uint8Array.from({ length: chance.below(30) }, () => chance.below(256));
      return list.toSpliced(1 + chance.below(list.length), 0, { marker: chance.pick(markers), payload, coded: none });
    },
  ];
  return writeSegments(changeOften<readonly Segment[]>(chance, segments, changes, 2));
}

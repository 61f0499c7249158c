import { makeJpeg, makeLosslessJpeg } from '../../support/make-jpeg.ts';
import { encodeHtj2k, encodeJpeg2000, encodeJpegLs, encodeJpegXl, type RawImage } from '../../support/encode-stream.ts';
import type { Chance } from '../chance.ts';
import { changeBytes, damaged } from '../changes.ts';
import { element, writeDicomFile } from './dicom-file.ts';
import { file, shape } from './dicom-pictures.ts';
import { encodedJpegs } from './jpeg.ts';
import { changeStream, segmentsOf } from './marked-stream.ts';
import type { FuzzedParser } from '../parser.ts';
import { readPicture } from './read-picture.ts';

interface Coded {
  readonly syntax: string;
  readonly stream: Uint8Array;
  readonly side: number;
  readonly bits: readonly [allocated: number, stored: number];
  readonly samples?: number;
  /** Markers can be told apart in it. */
  readonly isMarked: boolean;
}

const root = '1.2.840.10008.1.2.4.';
const deep = [16, 12] as const;
const byte = [8, 8] as const;

function inFile(chance: Chance, { stream, syntax, side, bits, samples = 1 }: Coded): Uint8Array {
  const photometric = samples === 3 ? { photometric: 'RGB' } : {};
  const about = shape({ rows: side, columns: side, bits, samples, ...photometric });
  const fragments = chance.is(0.2)
    ? [stream.subarray(0, stream.length >> 1), stream.subarray(stream.length >> 1)]
    : [stream];
  const pixels = element(0x7fe00010, 'OB', { fragments: [new Uint8Array(), ...fragments] });
  return writeDicomFile(file([...about, pixels], { syntax: root + syntax }));
}

function changed(chance: Chance, base: Coded): Coded {
  const stream = base.isMarked ? changeStream(chance, segmentsOf(base.stream)) : changeBytes(chance, base.stream);
  return { ...base, stream: stream.length % 2 === 0 ? stream : Uint8Array.of(...stream, 0) };
}

const makerOf =
  (bases: readonly Coded[]) =>
  (chance: Chance): Uint8Array =>
    damaged(chance, inFile(chance, changed(chance, chance.pick(bases))));

const ramp = (length: number, most: number): number[] => Array.from({ length }, (_, i) => (i * 37) % most);

/** Streams for the decoders of this program, and such as libjpeg decodes inside of DICOM. */
async function prepareJpegs(): Promise<(chance: Chance) => Uint8Array> {
  const block = [200, 5, -3, 0, 0, 2];
  const blocks = (count: number, components = 1) =>
    Array.from({ length: count * components }, (_, i) => [i % components, block] as const);
  const sequential = [
    { blocks: blocks(4) },
    { blocks: blocks(4), restartInterval: 2 },
    {
      blocks: blocks(4, 3),
      sampling: [
        [1, 1],
        [1, 1],
        [1, 1],
      ] as const,
    },
  ].map((more) => makeJpeg({ rows: 16, columns: 16, ...more }));
  const lossless = [8, 12, 16].map((precision) =>
    makeLosslessJpeg({ rows: 8, columns: 8, components: 1, precision, samples: ramp(64, 2 ** precision) }),
  );
  const [grey, , colour] = await encodedJpegs();
  return makerOf([
    ...sequential.map((stream, i) => ({
      syntax: '51',
      stream,
      side: 16,
      bits: deep,
      samples: i === 2 ? 3 : 1,
      isMarked: true,
    })),
    ...lossless.flatMap((stream, i) =>
      ['57', '70'].map((syntax) => ({
        syntax,
        stream,
        side: 8,
        isMarked: true,
        bits: i === 0 ? byte : ([16, [12, 16][i - 1]!] as const),
      })),
    ),
    { syntax: '50', stream: grey!, side: 16, bits: byte, isMarked: true },
    { syntax: '50', stream: colour!, side: 16, bits: byte, samples: 3, isMarked: true },
  ]);
}

async function prepareCodecs(): Promise<(chance: Chance) => Uint8Array> {
  const side = 16;
  const image: RawImage = {
    width: side,
    height: side,
    componentCount: 1,
    bitsPerSample: 12,
    isSigned: false,
    samples: Uint16Array.from(ramp(side * side, 4096)),
  };
  const colour: RawImage = {
    ...image,
    componentCount: 3,
    bitsPerSample: 8,
    samples: Uint8Array.from(ramp(side * side * 3, 256)),
  };
  const streams = [
    { syntax: '80', encode: encodeJpegLs, isMarked: true },
    { syntax: '90', encode: encodeJpeg2000, isMarked: true },
    { syntax: '201', encode: encodeHtj2k, isMarked: true },
    { syntax: '110', encode: encodeJpegXl, isMarked: false },
  ];
  const bases = await Promise.all(
    streams.flatMap(({ encode, ...about }) => [
      encode(image).then((stream): Coded => ({ ...about, stream: Uint8Array.from(stream), side, bits: deep })),
      encode(colour).then((stream): Coded => ({
        ...about,
        stream: Uint8Array.from(stream),
        side,
        bits: byte,
        samples: 3,
      })),
    ]),
  );
  return makerOf(bases);
}

export const jpegInDicom: FuzzedParser = {
  name: 'JPEG in DICOM',
  share: 0.05,
  prepare: prepareJpegs,
  read: readPicture,
};
export const codecs: FuzzedParser = { name: 'other codecs', share: 0.002, prepare: prepareCodecs, read: readPicture };

import sharp from 'sharp';
import { createChance, type Chance } from '../chance.ts';
import { damaged } from '../changes.ts';
import { changeStream, segmentsOf } from './marked-stream.ts';
import type { FuzzedParser } from '../parser.ts';
import { readPicture } from './read-picture.ts';

/** Encoded by libjpeg-turbo: sequential and progressive, grey and colour, with and without subsampling. */
export async function encodedJpegs(): Promise<Uint8Array[]> {
  const chance = createChance('pictures');
  const kinds = [
    { channels: 1, options: { quality: 90 } },
    { channels: 1, options: { progressive: true } },
    { channels: 3, options: { chromaSubsampling: '4:2:0' } },
    { channels: 3, options: { chromaSubsampling: '4:4:4', optimiseCoding: true } },
    { channels: 4, options: {} },
  ] as const;
  const side = 16;
  return Promise.all(
    kinds.map(({ channels, options }) => {
      const raw = Uint8Array.from({ length: side * side * channels }, () => chance.below(256));
      const picture = sharp(raw, { raw: { width: side, height: side, channels } });
      return (channels === 4 ? picture.toColourspace('cmyk') : picture).jpeg(options).toBuffer();
    }),
  );
}

async function prepare(): Promise<(chance: Chance) => Uint8Array> {
  const bases = (await encodedJpegs()).map(segmentsOf);
  return (chance) => damaged(chance, changeStream(chance, chance.pick(bases)));
}

export const jpeg: FuzzedParser = { name: 'JPEG', share: 0.005, prepare, read: readPicture };

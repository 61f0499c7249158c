import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { ImageFile } from '../../imaging/image-file/image-file.ts';
import { readImage } from '../../imaging/read-image.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { createFrameCache, type OpenedFrame } from './frame-cache.ts';
import { readSource } from '../files/read-source.ts';

export interface Images {
  /** A decoded frame of an instance of the casebook; index from 0. */
  open(id: InstanceId, frameIndex: number): Promise<Outcome<OpenedFrame>>;
  /** PNG bytes, longest side `THUMBNAIL_SIDE`; made again when it is missing. */
  thumbnail(id: InstanceId): Promise<Outcome<Uint8Array>>;
}

/** Pixels. */
export const THUMBNAIL_SIDE = 256;
const CACHE_BYTES = 256 * 1024 * 1024;

async function decode(casebook: Casebook, instance: Instance, frameIndex: number): Promise<Outcome<OpenedFrame>> {
  const source = await readSource(instance.path);
  if (!source.ok) return source;
  if (source.value.sha256 !== instance.sha256) {
    // What is on record was said of other pixels.
    return failure('file.changed-since-import', {});
  }
  const image = await readImage(source.value.bytes);
  if (!image.ok) return image;
  if (frameIndex >= image.value.frameCount) return failure('image.no-such-frame', { count: image.value.frameCount });
  await keepHeader(casebook, instance, image.value);
  const frame = await image.value.frame(frameIndex);
  return frame.ok ? success({ frame: frame.value, header: image.value.header }) : frame;
}

/** An image that was imported by an older version gets what its file states, now that it is opened. */
async function keepHeader(casebook: Casebook, instance: Instance, image: ImageFile): Promise<void> {
  if (instance.isHeaderKept) return;
  const first = await image.frame(0);
  if (!first.ok) return;
  const { pixels: _, ...metadata } = first.value;
  casebook.instances.keepHeader(instance.id, image.header, metadata);
}

export function createImages(casebook: Casebook): Images {
  const cache = createFrameCache(CACHE_BYTES);

  async function open(id: InstanceId, frameIndex: number): Promise<Outcome<OpenedFrame>> {
    const key = `${id} ${frameIndex}`;
    const cached = cache.get(key);
    if (cached !== undefined) return success(cached);
    const instance = casebook.instances.get(id);
    if (instance === undefined) return failure('image.not-in-casebook', {});
    const opened = await decode(casebook, instance, frameIndex);
    if (opened.ok) cache.put(key, opened.value);
    return opened;
  }
  return {
    open,
    async thumbnail(id) {
      const kept = casebook.instances.thumbnail(id);
      if (kept !== undefined) return success(kept);
      const opened = await open(id, 0);
      if (!opened.ok) return opened;
      const png = await renderPng(opened.value.frame, { longestSide: THUMBNAIL_SIDE });
      casebook.instances.keepThumbnail(id, png);
      return success(png);
    },
  };
}

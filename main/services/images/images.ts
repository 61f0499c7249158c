import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Instance } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { createFrameCache, type OpenedFrame } from './frame-cache.ts';
import type { DecodedImage, Decoder } from '../decoding/decoder.ts';
import { THUMBNAIL_SIDE } from '../decoding/summarise-image.ts';

export interface Images {
  /** A decoded frame of an instance of the casebook; index from 0. */
  open(id: InstanceId, frameIndex: number): Promise<Outcome<OpenedFrame>>;
  /** PNG bytes, longest side `THUMBNAIL_SIDE`; made again when it is missing. */
  thumbnail(id: InstanceId): Promise<Outcome<Uint8Array>>;
}

const CACHE_BYTES = 256 * 1024 * 1024;

async function decode(
  { casebook, decoder }: ImagesOptions,
  instance: Instance,
  frameIndex: number,
): Promise<Outcome<OpenedFrame>> {
  // Of another content: what is on record was said of other pixels.
  const open = (frame: number) => decoder.image(instance.path, { frame, sha256: instance.sha256 });
  const decoded = await open(frameIndex);
  if (!decoded.ok) return decoded;
  const { frame, header } = decoded.value;
  if (!instance.isHeaderKept) {
    const first = frameIndex === 0 ? decoded : await open(0);
    if (first.ok) keepHeader(casebook, instance, first.value);
  }
  return success({ frame, header });
}

/** An image that was imported by an older version gets what its file states, now that it is opened. */
function keepHeader(casebook: Casebook, instance: Instance, { header, frame }: DecodedImage): void {
  const { pixels: _, ...metadata } = frame;
  casebook.instances.keepHeader(instance.id, header, metadata);
}

export interface ImagesOptions {
  readonly casebook: Casebook;
  readonly decoder: Decoder;
}

export function createImages(options: ImagesOptions): Images {
  const { casebook } = options;
  const cache = createFrameCache(CACHE_BYTES);

  async function open(id: InstanceId, frameIndex: number): Promise<Outcome<OpenedFrame>> {
    const key = `${id} ${frameIndex}`;
    const cached = cache.get(key);
    if (cached !== undefined) return success(cached);
    const instance = casebook.instances.get(id);
    if (instance === undefined) return failure('image.not-in-casebook', {});
    const opened = await decode(options, instance, frameIndex);
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

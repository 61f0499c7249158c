/** Small pictures of datasets' images, by the content of the file; the least recently used go first. */
import { LRUCache } from 'lru-cache';
import { success, type Outcome } from '../../domain/outcome.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import type { OpenedFrame } from '../images/frame-cache.ts';
import { THUMBNAIL_SIDE } from '../decoding/summarise-image.ts';

/** Some 30 MB. */
const KEPT = 1500;

export interface Thumbnails {
  /** PNG, longest side THUMBNAIL_SIDE. */
  of(sha256: string, open: () => Promise<Outcome<OpenedFrame>>): Promise<Outcome<Uint8Array>>;
}

export function createThumbnails(): Thumbnails {
  const kept = new LRUCache<string, Uint8Array>({ max: KEPT });
  return {
    async of(sha256, open) {
      const known = kept.get(sha256);
      if (known !== undefined) return success(known);
      const opened = await open();
      if (!opened.ok) return opened;
      const png = await renderPng(opened.value.frame, { longestSide: THUMBNAIL_SIDE });
      kept.set(sha256, png);
      return success(png);
    },
  };
}

import { LRUCache } from 'lru-cache';
import type { Frame } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';

export interface OpenedFrame {
  readonly frame: Frame;
  readonly header: ImageHeader;
}

export interface FrameCache {
  get(key: string): OpenedFrame | undefined;
  put(key: string, opened: OpenedFrame): void;
}

/** The size of the stored pixels, and of the picture that `toDisplay` keeps beside them. */
function bytesOf({ frame }: OpenedFrame): number {
  return frame.pixels.byteLength + frame.rows * frame.columns * Float32Array.BYTES_PER_ELEMENT;
}

/** Decoded frames, the least recently used going first when their pixels exceed the limit. */
export function createFrameCache(limitBytes: number): FrameCache {
  const frames = new LRUCache<string, OpenedFrame>({ maxSize: limitBytes, sizeCalculation: bytesOf });
  return {
    get: (key) => frames.get(key),
    put: (key, opened) => void frames.set(key, opened),
  };
}

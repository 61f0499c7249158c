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

/** Of the stored pixels, and of the picture that `toDisplay` keeps beside them. */
function bytesOf({ frame }: OpenedFrame): number {
  return frame.pixels.byteLength + frame.rows * frame.columns * Float32Array.BYTES_PER_ELEMENT;
}

/** Decoded frames, the least recently used going first when their pixels exceed the limit. */
export function createFrameCache(limitBytes: number): FrameCache {
  const frames = new Map<string, OpenedFrame>();
  let bytes = 0;
  function drop(key: string): void {
    const opened = frames.get(key);
    if (opened === undefined) return;
    bytes -= bytesOf(opened);
    frames.delete(key);
  }
  return {
    get(key) {
      const opened = frames.get(key);
      if (opened === undefined) return undefined;
      // A Map keeps the order of insertion: to the end with it.
      frames.delete(key);
      frames.set(key, opened);
      return opened;
    },
    put(key, opened) {
      drop(key);
      frames.set(key, opened);
      bytes += bytesOf(opened);
      while (bytes > limitBytes) drop(frames.keys().next().value!);
    },
  };
}

import { expect, test } from 'vitest';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { createFrameCache, type OpenedFrame } from './frame-cache.ts';

const opened = (pixels: number): OpenedFrame => ({
  frame: makeFrame({ rows: 1, columns: pixels, pixels: new Uint8Array(pixels) }),
  header: {} as ImageHeader,
});

test('counts the picture beside the pixels, and lets the frame go that was used longest ago', () => {
  // A byte and a 4-byte float a pixel: two frames of 100 pixels fit, three don't.
  const cache = createFrameCache(1000);
  for (const key of ['a', 'b']) cache.put(key, opened(100));
  cache.get('a');
  cache.put('c', opened(100));
  expect(['a', 'b', 'c'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c']);
  cache.put('a', opened(100));
  expect(cache.get('c')).toBeDefined();
});

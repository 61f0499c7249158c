import { expect, test } from 'vitest';
import { panBy, placeImage, wholeImage, zoomAbout } from './image-view.ts';

const image = { width: 1000, height: 500 };
const tile = { width: 400, height: 400 };

test('the whole image fits into its tile, in the middle', () => {
  expect(placeImage(wholeImage, image, tile)).toEqual({ left: 0, top: 100, width: 400, height: 200 });
});

test('zooming keeps the place under the pointer where it is', () => {
  const before = placeImage(wholeImage, image, tile);
  const after = placeImage(zoomAbout(wholeImage, 2, [100, 150], image, tile), image, tile);
  const under = (place: typeof before): number[] => [
    (100 - place.left) / place.width,
    (150 - place.top) / place.height,
  ];
  expect(after.width).toBe(800);
  expect(under(after)[0]).toBeCloseTo(under(before)[0]!);
  expect(under(after)[1]).toBeCloseTo(under(before)[1]!);
});

test('zooming out ends with the whole image in the middle', () => {
  const near = zoomAbout(wholeImage, 4, [10, 190], image, tile);
  expect(zoomAbout(near, 0.01, [10, 190], image, tile)).toEqual(wholeImage);
});

test('a small and a large tile show the same place after the same movement', () => {
  const moved = panBy({ zoom: 2, centre: [0.5, 0.5] }, [80, 0], image, tile);
  expect(moved.centre).toEqual([0.4, 0.5]);
  expect(panBy(moved, [100_000, 0], image, tile).centre).toEqual([0, 0.5]);
});

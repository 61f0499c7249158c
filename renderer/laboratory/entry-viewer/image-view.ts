/** How an image lies in its tile: shared by all tiles of a case, so that they show the same place at the same size. */
export interface ImageView {
  /** 1 fits the whole image into the tile. */
  readonly zoom: number;
  /** The point in the tile's middle, in fractions of the image's width and height. */
  readonly centre: readonly [x: number, y: number];
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export const wholeImage: ImageView = { zoom: 1, centre: [0.5, 0.5] };

const largestZoom = 16;

/** The rectangle of the whole image in the tile's pixels; it reaches beyond the tile when zoomed in. */
export function placeImage(
  view: ImageView,
  image: Extent,
  tile: Extent,
): Extent & { readonly left: number; readonly top: number } {
  const scale = Math.min(tile.width / image.width, tile.height / image.height) * view.zoom;
  const [width, height] = [image.width * scale, image.height * scale];
  return {
    left: tile.width / 2 - view.centre[0] * width,
    top: tile.height / 2 - view.centre[1] * height,
    width,
    height,
  };
}

const inside = (value: number): number => Math.min(1, Math.max(0, value));

/** Zoomed about a place of the tile, which keeps showing the same place of the image. */
export function zoomAbout(
  view: ImageView,
  factor: number,
  [x, y]: readonly [number, number],
  image: Extent,
  tile: Extent,
): ImageView {
  const zoom = Math.min(largestZoom, Math.max(1, view.zoom * factor));
  if (zoom === 1) return wholeImage;
  const before = placeImage(view, image, tile);
  const [u, v] = [(x - before.left) / before.width, (y - before.top) / before.height];
  const after = placeImage({ ...view, zoom }, image, tile);
  const centre = [u + (tile.width / 2 - x) / after.width, v + (tile.height / 2 - y) / after.height] as const;
  return { zoom, centre: [inside(centre[0]), inside(centre[1])] };
}

/** Moved by pixels of the tile; the image's edge goes no further than the middle. */
export function panBy(view: ImageView, [x, y]: readonly [number, number], image: Extent, tile: Extent): ImageView {
  const { width, height } = placeImage(view, image, tile);
  return { zoom: view.zoom, centre: [inside(view.centre[0] - x / width), inside(view.centre[1] - y / height)] };
}

import sharp from 'sharp';
import type { Frame } from '../../domain/studies/frame.ts';
import { heatColour } from '../../domain/heatmaps/heat-colours.ts';
import { toDisplay } from '../grey-image/display.ts';
import { resize, sampleAffine, type GreyImage } from '../grey-image/grey-image.ts';

/** A map of values 0…1 over the part of the frame that it covers (fractions of its width and height). */
export interface HeatmapLayer {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
  readonly covers: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** Enough to judge a map by; a full-size PNG of a large detector would take seconds. */
const heatmapLongestSide = 1024;

/** The frame as displayed, 8-bit greyscale PNG, reduced to the longest side where one is given. */
export async function renderPng(frame: Frame, options: { longestSide?: number } = {}): Promise<Uint8Array> {
  return renderGrey(picture(frame, options.longestSide ?? Infinity));
}

/** A picture as an 8-bit greyscale PNG; what lies beyond black and white is clipped. */
export async function renderGrey({ width, height, values }: GreyImage): Promise<Uint8Array> {
  const grey = Uint8Array.from(values, (value) => toByte(Math.min(1, Math.max(0, value))));
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

/** The frame with the map over it in heat colours, PNG of at most 1024 pixels a side. */
export async function renderHeatmapPng(frame: Frame, heatmap: HeatmapLayer): Promise<Uint8Array> {
  const { width, height, values } = picture(frame, heatmapLongestSide);
  const heat = spread(heatmap, width, height);
  const colours = new Uint8Array(values.length * 3);
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue, alpha] = heatColour(heat[i]!);
    const share = alpha / 255;
    const grey = (1 - share) * toByte(values[i]!);
    colours[3 * i] = grey + share * red;
    colours[3 * i + 1] = grey + share * green;
    colours[3 * i + 2] = grey + share * blue;
  }
  return sharp(colours, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

function toByte(luminance: number): number {
  return Math.round(255 * luminance);
}

function picture(frame: Frame, longestSide: number): GreyImage {
  const whole = { width: frame.columns, height: frame.rows, values: toDisplay(frame) };
  const share = Math.min(1, longestSide / Math.max(frame.columns, frame.rows));
  const side = (length: number): number => Math.max(1, Math.round(length * share));
  return resize(whole, side(frame.columns), side(frame.rows));
}

/** The map, bilinearly, at every pixel of a width × height picture of the frame; 0 where it does not reach. */
function spread({ covers, ...map }: HeatmapLayer, width: number, height: number): Float32Array {
  const [xx, yy] = [1 / (covers.right - covers.left), 1 / (covers.bottom - covers.top)];
  const x0 = (0.5 - (covers.left + covers.right) / 2) * xx;
  const y0 = (0.5 - (covers.top + covers.bottom) / 2) * yy;
  const image = { ...map, values: Float32Array.from(map.values) };
  const heat = sampleAffine(image, { xx, xy: 0, x0, yx: 0, yy, y0 }, width, height);
  return heat.map((value, i) => {
    const u = xx * (((i % width) + 0.5) / width - 0.5) + x0;
    const v = yy * ((Math.floor(i / width) + 0.5) / height - 0.5) + y0;
    return Math.abs(u) <= 0.5 && Math.abs(v) <= 0.5 ? value : 0;
  });
}

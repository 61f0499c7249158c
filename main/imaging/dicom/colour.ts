import type { DataSet } from 'dicom-parser';
import type { PixelArray } from '../../domain/studies/frame.ts';
import { faultError } from '../../domain/faults/fault.ts';
import { readTable, type LookupTable } from './lookup-table.ts';
import { tag } from './data-set/tags.ts';

/** 8-bit YBR_FULL → RGB, PS3.3 C.7.6.3.1.2 (ITU-R BT.601, full range). */
export function ybrToRgb(pixels: PixelArray): Uint8ClampedArray {
  if (!(pixels instanceof Uint8Array)) throw faultError('dicom.unsupported-deep-ybr', {});
  const rgb = new Uint8ClampedArray(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const [y, cb, cr] = [pixels[i]!, pixels[i + 1]! - 128, pixels[i + 2]! - 128];
    rgb[i] = y + 1.402 * cr;
    rgb[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    rgb[i + 2] = y + 1.772 * cb;
  }
  return rgb;
}

/** Palette indices → 8-bit RGB by the three palettes, PS3.3 C.7.6.3.1.5 and .6. */
export function paletteToRgb(pixels: PixelArray, dataSet: DataSet): Uint8Array {
  if (dataSet.elements[tag.SegmentedRedPaletteColorLookupTableData])
    throw faultError('dicom.unsupported-segmented-palette', {});
  const palettes = ['1', '2', '3'].map((colour) => palette(dataSet, colour));
  const rgb = new Uint8Array(pixels.length * 3);
  palettes.forEach((table, colour) => {
    const shift = table.bits - 8;
    for (let i = 0; i < pixels.length; i++) rgb[3 * i + colour] = table.at(pixels[i]!) >> shift;
  });
  return rgb;
}

function palette(dataSet: DataSet, colour: string): LookupTable {
  const table = readTable(dataSet, `x0028110${colour}`, `x0028120${colour}`);
  if (!table) throw faultError('image.no-palette', {});
  return table;
}

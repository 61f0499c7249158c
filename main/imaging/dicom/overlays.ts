import type { DataSet } from 'dicom-parser';
import type { Overlay } from '../../domain/studies/frame.ts';
import { firstString } from './data-set/data-set.ts';
import { firstNumber } from './data-set/numbers.ts';
import { characterSetsOf, readText } from './header.ts';
import { tag } from './data-set/tags.ts';

/** The groups that overlay planes may have, PS3.5 7.6. */
const groups = Array.from({ length: 16 }, (_, i) => 0x6000 + 2 * i);

/** The overlay planes of the file, without their bits. */
export function readOverlays(dataSet: DataSet): readonly Overlay[] {
  const characterSets = characterSetsOf(dataSet);
  return groups.flatMap((group): Overlay[] => {
    // The dictionary gives the elements of the first group.
    const at = (name: string): string => `x${group.toString(16)}${name.slice(5)}`;
    const [rows, columns] = [dataSet.uint16(at(tag.OverlayRows)), dataSet.uint16(at(tag.OverlayColumns))];
    if (!rows || !columns) return [];
    const hasData = dataSet.elements[at(tag.OverlayData)] !== undefined;
    const bit = dataSet.uint16(at(tag.OverlayBitPosition)) ?? 0;
    return [
      {
        group,
        rows,
        columns,
        originRow: dataSet.int16(at(tag.OverlayOrigin), 0) ?? 1,
        originColumn: dataSet.int16(at(tag.OverlayOrigin), 1) ?? 1,
        type: firstString(dataSet, at(tag.OverlayType)),
        subtype: firstString(dataSet, at(tag.OverlaySubtype)),
        label: readText(dataSet, at(tag.OverlayLabel), characterSets),
        description: readText(dataSet, at(tag.OverlayDescription), characterSets),
        frames: firstNumber(dataSet, at(tag.NumberOfFramesInOverlay)) ?? 1,
        firstFrame: dataSet.uint16(at(tag.ImageFrameOrigin)) ?? 1,
        bits: hasData ? { location: 'overlay data' } : { location: 'pixel data', bit },
      },
    ];
  });
}

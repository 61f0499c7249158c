import { faultError } from '../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { parseDataSet, strings } from './data-set/data-set.ts';
import { tag } from './data-set/tags.ts';

/** Media Storage Directory Storage, the SOP class of a DICOMDIR. */
export const dicomDirectory = '1.2.840.10008.1.3.10';

/**
 * The files that a DICOMDIR names (Referenced File ID, PS3.3 F.3.2.2): for each the names of its folders and its own. In the
 * order of the records, whose offsets to each other are not needed for it; records that are not in use are left out.
 * @throws FaultError where it is no directory
 */
export function readFileIds(bytes: Uint8Array, limits: ReadingLimits): readonly (readonly string[])[] {
  // A disc may hold tens of thousands of images, each with its record.
  const dataSet = parseDataSet(bytes, { ...limits, elements: 2 * limits.elements });
  const records = dataSet.elements[tag.DirectoryRecordSequence];
  if (records === undefined) throw faultError('image.garbled-header', {});
  return (records.items ?? []).flatMap(({ dataSet: record }) => {
    if (record?.elements[tag.ReferencedFileID] === undefined) return [];
    if (record.uint16(tag.RecordInUseFlag) === 0) return [];
    return [strings(record, tag.ReferencedFileID).filter((part) => part !== '')];
  });
}

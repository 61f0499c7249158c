import type { DataSet } from 'dicom-parser';
import type { LookupTableDescription, ModalityLut } from '../../domain/studies/frame.ts';
import { firstString, itemOf } from './data-set/data-set.ts';
import { voiGroupOf } from './frame-metadata.ts';
import { characterSetsOf, readText } from './header.ts';
import { readTable, type LookupTable } from './lookup-table.ts';
import { tag } from './data-set/tags.ts';
import { FaultError } from '../../domain/faults/fault.ts';

/** The Modality LUT of the file, PS3.3 C.11.1; null when it has none. */
export function readModalityLut(dataSet: DataSet): LookupTable | null {
  return tableOf(itemOf(dataSet, tag.ModalityLUTSequence));
}

/** The VOI LUT that applies where the file has no window; null when it has none. */
export function readFirstVoiLut(dataSet: DataSet): LookupTable | null {
  const table = tableOf(itemOf(dataSet, tag.VOILUTSequence));
  return table && ofTrueDepth(table);
}

/** Null also for a table that is cut off: an image that does not need it opens all the same. */
export function describeModalityLut(dataSet: DataSet): ModalityLut | null {
  const item = itemOf(dataSet, tag.ModalityLUTSequence);
  const table = wholeTableOf(item);
  if (item === undefined || table === null) return null;
  return { ...describe(dataSet, item, table), type: firstString(item, tag.ModalityLUTType) };
}

/** The VOI LUTs of a frame, PS3.3 C.11.2, in the order of the file; tables that are cut off are left out. */
export function readVoiLuts(
  dataSet: DataSet,
  frame: number,
): readonly { readonly table: LookupTable; readonly description: LookupTableDescription }[] {
  const items = voiGroupOf(dataSet, frame).elements[tag.VOILUTSequence]?.items ?? [];
  return items.flatMap(({ dataSet: item }) => {
    const table = wholeTableOf(item);
    if (item === undefined || table === null) return [];
    return [{ table, description: describe(dataSet, item, ofTrueDepth(table)) }];
  });
}

function tableOf(item: DataSet | undefined): LookupTable | null {
  return item ? readTable(item, tag.LUTDescriptor, tag.LUTData) : null;
}

/**
 * A VOI LUT leads up to white, so its largest entry tells its depth (at least 8 bits). The descriptor is known to state too
 * little, or the size of a word instead.
 */
function ofTrueDepth(table: LookupTable): LookupTable {
  const largest = table.entries.reduce((most, entry) => Math.max(most, entry), 0);
  return { ...table, bits: Math.max(8, Math.ceil(Math.log2(largest + 1))) };
}

function wholeTableOf(item: DataSet | undefined): LookupTable | null {
  try {
    return tableOf(item);
  } catch (thrown) {
    if (thrown instanceof FaultError) return null;
    throw thrown;
  }
}

function describe(dataSet: DataSet, item: DataSet, table: LookupTable): LookupTableDescription {
  return {
    explanation: readText(item, tag.LUTExplanation, characterSetsOf(dataSet)),
    entries: table.entries.length,
    firstValue: table.firstValue,
    bits: table.bits,
  };
}

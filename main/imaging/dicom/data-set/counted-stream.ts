import dicomParser, { type ByteArrayParser, type ByteStream, type DataSet } from 'dicom-parser';
import { faultError } from '../../../domain/faults/fault.ts';
import type { ReadingLimits } from '../../../domain/reading-budget.ts';

/**
 * A stream for the parser that ends with a fault once too many elements and items have been read. The parser asks for the VR
 * of an explicit element, and for a length of 32 bits of everything else.
 */
export function countedStream(
  parser: ByteArrayParser,
  bytes: Uint8Array,
  position: number,
  { elements: most }: ReadingLimits,
): ByteStream {
  const stream = new dicomParser.ByteStream(parser, bytes, position);
  let count = 0;
  const counted =
    <Parameters extends unknown[], Value>(read: (...parameters: Parameters) => Value) =>
    (...parameters: Parameters): Value => {
      if (++count > most) throw faultError('image.too-many-elements', { most });
      return read.apply(stream, parameters);
    };
  stream.readFixedString = counted(stream.readFixedString);
  stream.readUint32 = counted(stream.readUint32);
  return stream;
}

/** Sequences in sequences; the parser itself follows them as far as its stack goes. */
export function requireShallow(dataSet: DataSet, { depth: most }: ReadingLimits): void {
  let level = [dataSet];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) throw faultError('image.nested-too-deep', { most });
    level = level.flatMap(({ elements }) =>
      Object.values(elements).flatMap(({ items = [] }) => items.flatMap((item) => item.dataSet ?? [])),
    );
  }
}

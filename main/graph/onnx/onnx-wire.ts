/** The numbers of onnx.proto and small helpers over protobuf's wire format, for reading and writing. */
import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** AttributeProto.AttributeType, the part that the graph knows. */
export const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

export type FieldReader = (reader: BinaryReader, wire: WireType) => void;

/** Walks a message, hands each field to its reader and skips the fields that have none. */
export function readMessage(bytes: Uint8Array, fields: Readonly<Record<number, FieldReader>>): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    const read = fields[field];
    if (read === undefined) reader.skip(wire, field);
    else read(reader, wire);
  }
}

/** A repeated number, which protobuf writes packed or one by one. */
export function repeated<T>(into: T[], read: (reader: BinaryReader) => T): FieldReader {
  return (reader, wire) => {
    if (wire !== WireType.LengthDelimited) {
      into.push(read(reader));
      return;
    }
    const length = reader.uint32();
    const end = reader.pos + length;
    while (reader.pos < end) into.push(read(reader));
  };
}

export const readBigInt = (reader: BinaryReader): bigint => BigInt(reader.int64());
export const readInteger = (reader: BinaryReader): number => Number(reader.int64());

export function writeMessage(writer: BinaryWriter, field: number, write: (writer: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

export function writeString(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}

export function writeInteger(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

/** StringStringEntryProto */
export function writeEntry(writer: BinaryWriter, field: number, key: string, value: string): void {
  writeMessage(writer, field, (entry) => {
    writeString(entry, 1, key);
    writeString(entry, 2, value);
  });
}

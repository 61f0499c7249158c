import { expect, test } from 'vitest';
import { makeDicom, type MadeElement } from '../../../../tests/support/make-dicom.ts';
import { readImage } from '../../read-image.ts';

const name: MadeElement = ['00100010', 'PN', 'Example^Case'];

async function read(file: Uint8Array) {
  const opened = await readImage(file);
  const frame = opened.ok ? await opened.value.frame(0) : opened;
  return opened.ok && frame.ok ? { name: opened.value.header.patientName, pixels: [...frame.value.pixels] } : frame;
}

const right = { name: 'Example^Case', pixels: [0, 100, 200, 300] };

/** The file with the bytes after the tag of (0009,0010) replaced. */
function withPrivate(replace: readonly number[], length: number): Uint8Array {
  const file = Buffer.from(makeDicom([['00090010', 'LO', 'ABCD'], name]));
  const at = file.indexOf(Uint8Array.of(9, 0, 0x10, 0)) + 4;
  return Buffer.concat([file.subarray(0, at), Uint8Array.from(replace), file.subarray(at + length)]);
}

test('an element without VR, or with one of dashes, costs nothing of what follows', async () => {
  expect(await read(withPrivate([4, 0, 0, 0], 4))).toEqual(right);
  expect(await read(withPrivate([0x2d, 0x2d, 4, 0], 4))).toEqual(right);
});

test('an item that ends with its sequence costs nothing of what follows, nested or not', async () => {
  const sequence = [0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff];
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  expect(await read(withPrivate([...sequence, ...end], 8))).toEqual(right);
  const nested = [...sequence, 9, 0, 0x11, 0, ...sequence, ...end];
  expect(await read(withPrivate([...nested, ...end], 8))).toEqual(right);
});

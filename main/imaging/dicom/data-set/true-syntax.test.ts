import { describe, expect, test } from 'vitest';
import { makeDicom } from '../../../../tests/support/make-dicom.ts';
import { readImage } from '../../read-image.ts';

const implicit = '1.2.840.10008.1.2';
const explicit = '1.2.840.10008.1.2.1';
const bigEndian = '1.2.840.10008.1.2.2';
const deflated = '1.2.840.10008.1.2.1.99';

/** The data set of `makeDicom` from its first element of group 8 on, without VRs. */
function withoutVrs(file: Uint8Array): Uint8Array {
  const start = file.findIndex((byte, i) => i >= 132 && byte === 8 && file[i + 1] === 0);
  const view = new DataView(file.buffer);
  const elements: number[] = [];
  for (let at = start; at < file.length;) {
    const isLong = /^(OB|OW|SQ|UN|UT)$/.test(String.fromCharCode(file[at + 4]!, file[at + 5]!));
    const length = isLong ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const value = at + (isLong ? 12 : 8);
    elements.push(...file.slice(at, at + 4), length & 255, (length >> 8) & 255, 0, 0);
    elements.push(...file.slice(value, value + length));
    at = value + length;
  }
  return Uint8Array.from([...file.slice(0, start), ...elements]);
}

async function read(file: Uint8Array) {
  const opened = await readImage(file);
  const frame = opened.ok ? await opened.value.frame(0) : opened;
  return opened.ok && frame.ok ? { name: opened.value.header.patientName, pixels: [...frame.value.pixels] } : frame;
}

function make(syntax: string): Uint8Array {
  return makeDicom(
    [
      ['00080005', 'CS', 'ISO_IR 192'],
      ['00080060', 'CS', 'DX'],
      ['00100010', 'PN', 'Example^Case'],
    ],
    syntax,
  );
}

describe('a data set that is not in the syntax that its header states', () => {
  const right = { name: 'Example^Case', pixels: [0, 100, 200, 300] };

  test('is read as what it is, with VRs or without', async () => {
    for (const stated of [implicit, explicit, bigEndian, deflated]) {
      expect(await read(make(stated))).toEqual(right);
      expect(await read(withoutVrs(make(stated)))).toEqual(right);
      // Without a preamble too.
      expect(await read(make(stated).subarray(132))).toEqual(right);
    }
  });

  test('keeps a stated compression', async () => {
    expect(await read(make('1.2.840.10008.1.2.4.50'))).toMatchObject({ ok: false });
  });
});

import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64 } from '../../domain/tensor.ts';
import { isSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';

/** A file with this header and as many bytes of values. */
function fileOf(header: unknown, values: Uint8Array | number = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = typeof values === 'number' ? new Uint8Array(values) : values;
  const file = new Uint8Array(8 + json.length + bytes.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(bytes, 8 + json.length);
  return file;
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

function messageOf(file: Uint8Array): string {
  const outcome = readSafetensors(file, 'a.safetensors');
  return outcome.ok ? 'read' : sentenceOf(outcome.error);
}

test('what was written is read, with its metadata', () => {
  const tensors = new Map<string, Tensor>([
    ['b', { type: 'bool', dims: [3], data: Uint8Array.of(1, 0, 1) }],
    ['w', float32([2, 2], [1, -2, 3.5, 0])],
    ['n', int64([], [7])],
    ['none', float32([0, 3], [])],
    ['i', { type: 'int32', dims: [1], data: Int32Array.of(-5) }],
  ]);
  const bytes = writeSafetensors(tensors, { format: 'pt', epoch: '3' });
  expect(isSafetensors(bytes)).toBe(true);
  const outcome = readSafetensors(bytes, 'a.safetensors');
  expect(outcome).toMatchObject({ ok: true });
  if (!outcome.ok) return;
  expect(outcome.value.metadata).toEqual(new Map([['format', 'pt'], ['epoch', '3']])); // prettier-ignore
  expect(Object.fromEntries(outcome.value.tensors)).toEqual(Object.fromEntries(tensors));
});

test('is read from the middle of a larger buffer, whatever its alignment', () => {
  const bytes = writeSafetensors(new Map([['w', float32([3], [1, 2, 3])]]));
  for (const offset of [0, 1, 2, 3]) {
    const large = new Uint8Array(bytes.length + 8);
    large.set(bytes, offset);
    const outcome = readSafetensors(large.subarray(offset, offset + bytes.length), 'a.safetensors');
    expect(outcome.ok && outcome.value.tensors.get('w')).toEqual(float32([3], [1, 2, 3]));
  }
});

test('narrow and wide floats become float32, narrow integers int32', () => {
  const values = new Uint8Array(8 + 10 + 4 + 2);
  const view = new DataView(values.buffer);
  view.setFloat64(0, 0.1, true);
  // 1, -2, the smallest subnormal, infinity, 65504 as IEEE halves
  [0x3c00, 0xc000, 0x0001, 0x7c00, 0x7bff].forEach((half, index) => view.setUint16(8 + 2 * index, half, true));
  [0x3f80, 0xc049].forEach((half, index) => view.setUint16(18 + 2 * index, half, true));
  view.setInt16(22, -300, true);
  const outcome = readSafetensors(
    fileOf(
      {
        d: { dtype: 'F64', shape: [1], data_offsets: [0, 8] },
        h: { dtype: 'F16', shape: [5], data_offsets: [8, 18] },
        b: { dtype: 'BF16', shape: [2], data_offsets: [18, 22] },
        i: { dtype: 'I16', shape: [1], data_offsets: [22, 24] },
      },
      values,
    ),
    'a.safetensors',
  );
  expect(outcome.ok && Object.fromEntries(outcome.value.tensors)).toEqual({
    d: float32([1], [0.1]),
    h: float32([5], [1, -2, 2 ** -24, Infinity, 65504]),
    b: float32([2], [1, -3.140625]),
    i: { type: 'int32', dims: [1], data: Int32Array.of(-300) },
  });
});

describe('a file is refused by name', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['that is too short', Uint8Array.of(1, 2), /ends before its header/],
    [
      'with a hostile header size',
      Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 127, 123]),
      /header claims 92233/,
    ],
    ['with a header that is no JSON', fileOf('{"a":'), /not JSON/],
    ['with a header that is a list', fileOf('[1]'), /not a JSON object/],
    ['with an unknown type', fileOf({ w: { ...f32(0, 4), dtype: 'F8_E4M3' } }, 4), /“w” is of the type "F8_E4M3"/],
    ['with a type of the prototype', fileOf({ w: { ...f32(0, 4), dtype: 'toString' } }, 4), /"toString"/],
    ['with a negative size', fileOf({ w: f32(0, 4, [-1]) }, 4), /no valid shape/],
    ['with too few bytes for its shape', fileOf({ w: f32(0, 4, [2]) }, 4), /4 bytes of F32 do not fill “w” \[2\]/],
    ['with a shape beyond all numbers', fileOf({ w: f32(0, 4, [2 ** 40, 2 ** 40]) }, 4), /do not fill/],
    ['with tensors one over the other', fileOf({ a: f32(0, 8), b: f32(4, 12) }, 12), /“b” overlap/],
    ['with a gap', fileOf({ a: f32(0, 4), b: f32(8, 12) }, 12), /gap before the values of “b”/],
    ['that was cut off', fileOf({ a: f32(0, 8) }, 4), /not copied whole/],
    ['with something behind its values', fileOf({ a: f32(0, 4) }, 6), /2 bytes at its end/],
    ['with places in the wrong order', fileOf({ a: f32(4, 0, [1]) }, 4), /-4 bytes of F32 do not fill/],
  ])('%s', (_claim, file, sentence) => {
    expect(messageOf(file)).toMatch(sentence);
  });
});

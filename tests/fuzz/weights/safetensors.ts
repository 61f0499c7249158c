import { float32, int64 } from '../../../main/domain/tensor.ts';
import { writeSafetensors } from '../../../main/networks/weights/safetensors.ts';
import { changeJson, type Json } from '../change-json.ts';
import type { Chance } from '../chance.ts';
import { changeBytes, damaged } from '../changes.ts';
import type { FuzzedParser } from '../parser.ts';
import { readWeightBytes } from './read-weight-bytes.ts';

const tensors = new Map([
  [
    'conv1.weight',
    float32(
      [2, 1, 2, 2],
      Float32Array.from({ length: 8 }, (_, i) => i),
    ),
  ],
  ['fc.bias', float32([3], Float32Array.of(1, 2, 3))],
  ['steps', int64([], [7])],
]);
const sound = Buffer.from(writeSafetensors(tensors, { format: 'pt' }));
const headerEnd = 8 + Number(sound.readBigUInt64LE(0));
const header = JSON.parse(sound.toString('utf8', 8, headerEnd)) as Json;
const values = sound.subarray(headerEnd);

const types = ['F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL', 'F8_E4M3', 'U64', 'toString'];

/** The type is changed with a good chance that its bytes still fit. */
function withOtherType(chance: Chance, value: Json): Json {
  const text = JSON.stringify(value);
  return JSON.parse(text.replace(/"dtype":"\w+"/, `"dtype":"${chance.pick(types)}"`)) as Json;
}

function make(chance: Chance): Uint8Array {
  let changed = header;
  for (let count = chance.below(3); count >= 0; count--)
    changed = chance.is(0.2) ? withOtherType(chance, changed) : changeJson(chance, changed);
  const json = Buffer.from(JSON.stringify(changed));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Math.max(0, json.length + (chance.is(0.95) ? 0 : chance.below(40) - 20))));
  const rest = chance.is(0.1) ? changeBytes(chance, values) : values;
  return damaged(chance, Buffer.concat([length, json, rest]));
}

export const safetensors: FuzzedParser = {
  name: 'safetensors',
  share: 0.1,
  prepare: () => Promise.resolve(make),
  read: readWeightBytes,
};

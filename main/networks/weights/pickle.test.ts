import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import { describe, expect, test } from 'vitest';
import { readTorchPickle } from './torch-pickle.ts';
import { findStateDict } from './state-dict.ts';
import { UnreadableWeights } from './unreadable-weights.ts';

/** A pickle of protocol 2: texts are their ASCII bytes. */
const pickle = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from([
    0x80,
    2,
    ...parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  ]);
const text = (value: string): string => `X${String.fromCodePoint(value.length)}\0\0\0${value}`;
const read = (...parts: readonly (string | readonly number[])[]) => readTorchPickle(pickle(...parts)).value;

describe('the unpickler', () => {
  test('builds containers, texts and numbers', () => {
    expect(read('(', 'K', [7], 'M', [1, 2], 'J', [255, 255, 255, 255], [0x8a, 2, 0, 255], [0x88], 'N', 'l.')).toEqual({
      kind: 'list',
      items: [7, 513, -1, -256, true, null],
    });
    expect(read('G', [0x3f, 0xe0, 0, 0, 0, 0, 0, 0], '.')).toBe(0.5);
    expect(read([0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1], '.')).toBe(2n ** 64n);
    expect(read([0x8a, 138, ...Array<number>(137).fill(0), 1], '.')).toBe(2n ** (8n * 137n));
    expect(read('}', text('a'), 'K', [1], 's.')).toEqual({ kind: 'dict', entries: new Map([['a', 1]]) });
  });

  test('takes an OrderedDict of pairs, as Python 2 wrote it, and leaves its attributes', () => {
    const pair = [']', '(', text('a'), 'K', [1], 'e'] as const;
    expect(read('ccollections\nOrderedDict\n', ']', ...pair, 'a', [0x85], 'R', '}', 'b.')).toEqual({
      kind: 'dict',
      entries: new Map([['a', 1]]),
    });
  });

  test.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['builtins', 'getattr'],
    ['torch', 'load'],
    ['torch.hub', 'load'],
    ['torch', 'FloatStorage.__init__'],
    ['numpy.core.multiarray', '_reconstruct'],
    ['collections', 'OrderedDict.__class__'],
  ])('refuses %s.%s by its name, in both ways to ask for it', (module, name) => {
    const reason = clauseOf('weights.pickle-foreign', { name: `${module}.${name}` });
    expect(reasonThrownBy(() => read(`c${module}\n${name}\n`, text('rm -rf'), [0x85], 'R.'))).toEqual(reason);
    expect(reasonThrownBy(() => read(text(module), text(name), [0x93], '.'))).toEqual(reason);
  });

  test.each<[string, readonly (string | readonly number[])[], Clause]>([
    [
      'an instruction that makes objects',
      ['ccollections\nOrderedDict\n', ')', [0x81], '.'],
      clauseOf('weights.pickle-instruction', { name: 'NEWOBJ' }),
    ],
    ['an old one that does', ['(ios\nsystem\n.'], clauseOf('weights.pickle-instruction', { name: 'INST' })],
    ['an extension', [[0x82, 1], '.'], clauseOf('weights.pickle-instruction', { name: 'EXT1' })],
    ['an unknown instruction', [[0xff]], clauseOf('weights.pickle-instruction', { name: '0xff' })],
    ['a persistent id of protocol 0', ['Pfile\n.'], clauseOf('weights.pickle-instruction', { name: 'PERSID' })],
    ['another protocol', [[0x80, 9], '.'], clauseOf('weights.pickle-protocol', { version: 9 })],
    ['an empty stack', ['.'], clauseOf('weights.pickle-underflow', {})],
    ['a tuple without its mark', ['K', [1], 't.'], clauseOf('weights.pickle-underflow', {})],
    ['a mark as a value', ['(', '.'], clauseOf('weights.pickle-underflow', {})],
    ['a forgotten entry', ['h', [3], '.'], clauseOf('weights.pickle-recall', { entry: 3 })],
    ['a dictionary with a list as key', ['}', ']', 'K', [1], 's.'], clauseOf('weights.pickle-key', { kind: 'list' })],
    ['attributes on a number', ['K', [1], '}', 'b.'], clauseOf('weights.pickle-attributes', {})],
    ['a call of a number', ['K', [1], ')', 'R.'], clauseOf('weights.pickle-call', {})],
    [
      'a call of a type',
      ['ctorch\nfloat32\n', ')', 'R.'],
      clauseOf('weights.pickle-no-tensor', { name: 'torch.float32' }),
    ],
    ['a text longer than the file', ['X', [255, 255, 255, 127], 'a'], clauseOf('weights.pickle-cut-off', {})],
    ['an integer of a megabyte', [[0x8b, 0, 0, 16, 0], '.'], clauseOf('weights.pickle-integer', { bytes: 1048576 })],
    ['a storage that is none', [text('storage'), 'Q.'], clauseOf('weights.pickle-reference', {})],
    [
      'a tensor without values',
      ['ctorch._utils\n_rebuild_tensor_v2\n', ')', 'R.'],
      clauseOf('weights.pickle-values', {}),
    ],
    ['no end', ['N'], clauseOf('weights.pickle-cut-off', {})],
  ])('refuses %s', (_claim, parts, reason) => {
    expect(reasonThrownBy(() => read(...parts))).toEqual(reason);
    expect(() => read(...parts)).toThrow(UnreadableWeights);
  });

  test('is not led round and round by a list inside itself, nor by doubling', () => {
    const none = clauseOf('weights.no-state-dict', {});
    const loop = read(']', 'q', [0], 'h', [0], 'a', '.');
    expect(loop).toMatchObject({ kind: 'list' });
    expect(reasonThrownBy(() => findStateDict(loop))).toEqual(none);
    const self = read('}', 'q', [0], text('model'), 'h', [0], 's.');
    expect(reasonThrownBy(() => findStateDict(self))).toEqual(none);
    const doublings = Array.from({ length: 60 }, () => '2' + '\x86').join('');
    expect(
      reasonThrownBy(() =>
        findStateDict(
          readTorchPickle(
            pickle(
              ']',
              [...doublings].map((c) => c.codePointAt(0)!),
              '.',
            ),
          ).value,
        ),
      ),
    ).toEqual(none);
  });
});

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
    const sentence = `it asks for "${module}.${name}"`;
    expect(() => read(`c${module}\n${name}\n`, text('rm -rf'), [0x85], 'R.')).toThrow(sentence);
    expect(() => read(text(module), text(name), [0x93], '.')).toThrow(sentence);
  });

  test.each<[string, readonly (string | readonly number[])[], RegExp]>([
    ['an instruction that makes objects', ['ccollections\nOrderedDict\n', ')', [0x81], '.'], /instruction NEWOBJ/],
    ['an old one that does', ['(ios\nsystem\n.'], /instruction INST/],
    ['an extension', [[0x82, 1], '.'], /instruction EXT1/],
    ['an unknown instruction', [[0xff]], /instruction 0xff/],
    ['a persistent id of protocol 0', ['Pfile\n.'], /instruction PERSID/],
    ['another protocol', [[0x80, 9], '.'], /protocol 9/],
    ['an empty stack', ['.'], /takes more than it has made/],
    ['a tuple without its mark', ['K', [1], 't.'], /takes more than it has made/],
    ['a mark as a value', ['(', '.'], /takes more than it has made/],
    ['a forgotten entry', ['h', [3], '.'], /recalls entry 3/],
    ['a dictionary with a list as key', ['}', ']', 'K', [1], 's.'], /has a list as a key/],
    ['attributes on a number', ['K', [1], '}', 'b.'], /sets attributes/],
    ['a call of a number', ['K', [1], ')', 'R.'], /calls what is no function/],
    ['a call of a type', ['ctorch\nfloat32\n', ')', 'R.'], /"torch\.float32", which makes no tensor/],
    ['a text longer than the file', ['X', [255, 255, 255, 127], 'a'], /ends too early/],
    ['an integer of a megabyte', [[0x8b, 0, 0, 16, 0], '.'], /integer of 1048576 bytes/],
    ['a storage that is none', [text('storage'), 'Q.'], /no storage of numbers/],
    ['a tensor without values', ['ctorch._utils\n_rebuild_tensor_v2\n', ')', 'R.'], /has no values/],
    ['no end', ['N'], /ends too early/],
  ])('refuses %s', (_claim, parts, sentence) => {
    expect(() => read(...parts)).toThrow(sentence);
    expect(() => read(...parts)).toThrow(UnreadableWeights);
  });

  test('is not led round and round by a list inside itself, nor by doubling', () => {
    const loop = read(']', 'q', [0], 'h', [0], 'a', '.');
    expect(loop).toMatchObject({ kind: 'list' });
    expect(() => findStateDict(loop)).toThrow('holds no state dict');
    const self = read('}', 'q', [0], text('model'), 'h', [0], 's.');
    expect(() => findStateDict(self)).toThrow('holds no state dict');
    const doublings = Array.from({ length: 60 }, () => '2' + '\x86').join('');
    expect(() =>
      findStateDict(
        readTorchPickle(
          pickle(
            ']',
            [...doublings].map((c) => c.codePointAt(0)!),
            '.',
          ),
        ).value,
      ),
    ).toThrow('holds no state dict');
  });
});

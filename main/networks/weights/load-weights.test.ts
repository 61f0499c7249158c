import { noteOf } from '../../domain/messages/note.ts';
import { describe, expect, test } from 'vitest';
import { createRandom, zeros } from '../../domain/statistics/random.ts';
import type { Tensor } from '../../domain/tensor.ts';
import { float32, int64, sizeOf } from '../../domain/tensor.ts';
import { networks } from '../architectures/architectures.ts';
import type { Network, NetworkOptions } from '../network.ts';
import { blockOf } from '../trainable.ts';
import { loadWeights } from './load-weights.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import { FaultError } from '../../domain/faults/fault.ts';

function build(options: Partial<NetworkOptions> = {}, name = 'small-cnn'): Network {
  const size = { labels: 2, height: 32, width: 32, channels: 1, random: createRandom(1) } as const;
  return networks[name]!.create({ ...size, ...options });
}

/** A file of a network: its own shapes, each value the parameter's place. */
function fileOf({ graph, blocks }: Network): Map<string, Tensor> {
  const parameters = [...graph.initializers].filter(([name]) => blockOf(name, blocks) >= 0);
  return new Map(
    parameters.map(([name, { dims }], place) => [name, float32(dims, new Float32Array(sizeOf(dims)).fill(place))]),
  );
}

const behind = (prefix: string, weights: ReadonlyMap<string, Tensor>): Map<string, Tensor> =>
  new Map([...weights].map(([name, tensor]) => [`${prefix}${name}`, tensor]));

function load(network: Network, weights: Map<string, Tensor>, replaceHead = false) {
  const outcome = loadWeights(network, weights, { replaceHead });
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value;
}

describe('weights', () => {
  test('come in by name; counters of training steps are no matter', () => {
    const weights = fileOf(build());
    const reversed = new Map([...weights].toReversed()).set('bn1.num_batches_tracked', int64([], [3]));
    const { network, fresh, notes } = load(build({ random: createRandom(2) }), reversed);
    for (const [name, tensor] of weights) expect(network.graph.initializers.get(name)).toBe(tensor);
    expect([fresh, notes]).toEqual([[], []]);
  });

  test.each(['module.', 'model.', 'module._orig_mod.', 'net.backbone.', 'densenet/'])(
    'come in behind any prefix that stands before every name: %s',
    (prefix) => {
      const weights = fileOf(build()).set('bn1.num_batches_tracked', int64([], [3]));
      const { network, notes } = load(build(), behind(prefix, weights));
      expect(network.graph.initializers.get('conv2.weight')).toBe(weights.get('conv2.weight'));
      expect(notes).toEqual([]);
    },
  );

  test('come in without what lies beside the network, which is named', () => {
    const beside = noteOf('weights.ignored', { names: ['criterion.pos_weight', 'train_auc.preds'] });
    for (const prefix of ['', 'model.']) {
      const weights = behind(prefix, fileOf(build()));
      weights.set('criterion.pos_weight', float32([2], [1, 2])).set('train_auc.preds', float32([3], [0, 0, 0]));
      expect(load(build(), weights).notes).toEqual([beside]);
    }
    const layer = fileOf(build()).set('attention.weight', float32([2, 2], [1, 2, 3, 4]));
    expect(() => load(build(), layer.set('attention.bias', float32([2], [1, 2])))).toThrow('weights.extra');
    const inside = fileOf(build()).set('model.bn9.bias', float32([2], [1, 2]));
    expect(() => load(build(), behind('model.', inside).set('model.bn1.scale', float32([1], [1])))).toThrow(
      'bn1.scale',
    );
  });

  test('that the file holds twice are not chosen from', () => {
    const weights = new Map([...behind('student.', fileOf(build())), ...behind('ema.', fileOf(build()))]);
    const outcome = loadWeights(build(), weights, { replaceHead: true });
    expect(outcome.ok ? '' : sentenceOf(outcome.error)).toMatch(
      /more than once, .* before its names: “student\.”, “ema\.”/,
    );
  });

  test('of a backbone with another head beside it need the word to replace the head', () => {
    const backbone = [...fileOf(build())].filter(([name]) => !name.startsWith('fc.'));
    const weights = behind('backbone.', new Map(backbone)).set('head.weight', float32([2, 160], Array(320).fill(0)));
    const refused = loadWeights(build(), weights);
    expect(refused.ok ? '' : sentenceOf(refused.error)).toMatch(
      /Missing: fc\.weight, fc\.bias\. Not of the network: head\.weight\. Only the head differs/,
    );
    expect(load(build(), weights, true).fresh).toEqual(['fc.weight', 'fc.bias']);
  });

  test('that do not fit are told all at once: missing, of another shape, extra', () => {
    const weights = fileOf(build());
    weights.delete('conv2.weight');
    weights.delete('bn3.running_var');
    weights.set('conv1.weight', float32([1], [0])).set('bn1.bias', int64([16], [...Array(16).keys()]));
    weights.set('layer9.weight', float32([1], [0])).set('layer9.bias', float32([1], [0]));
    const outcome = loadWeights(build(), weights, { replaceHead: true });
    if (outcome.ok) throw new Error('they fit');
    expect(outcome.error.code).toBe('weights.do-not-fit');
    expect(sentenceOf(outcome.error)).toBe(
      'The weights do not fit small-cnn. Missing: conv2.weight, bn3.running_var. ' +
        'Of another shape: conv1.weight [1] instead of [16, 1, 3, 3], bn1.bias int64 [16] instead of [16]. ' +
        'Not of the network: layer9.weight, layer9.bias. Choose other weights or another network.',
    );
  });

  test('with a head of other classes need the word to replace it', () => {
    const weights = fileOf(build({ labels: 1000 }));
    expect(() => load(build(), weights)).toThrow(/weights\.only-head-differs/);
    const refused = loadWeights(build(), weights);
    expect(refused.ok ? '' : sentenceOf(refused.error)).toMatch(
      /fc\.weight \[1000, 160\] instead of \[2, 160\], fc\.bias \[1000\] instead of \[2\]\. Only the head differs: ask/,
    );
    const own = build();
    const { network, fresh, notes } = load(own, weights, true);
    expect(fresh).toEqual(['fc.weight', 'fc.bias']);
    expect(notes).toEqual([noteOf('weights.fresh', { names: ['fc.weight', 'fc.bias'] })]);
    expect(network.graph.initializers.get('fc.weight')).toBe(own.graph.initializers.get('fc.weight'));
    expect(network.graph.initializers.get('conv1.weight')).toBe(weights.get('conv1.weight'));
  });

  test('give the hidden layers of a replaced head that fit, and the last one new', () => {
    const sizes = { height: 32, width: 32, channels: 3, hidden: [8, 4], random: zeros } as const;
    const weights = fileOf(build({ ...sizes, labels: 5 }, 'resnet18'));
    const { fresh } = load(build({ ...sizes, labels: 5, hidden: [8, 6] }, 'resnet18'), weights, true);
    expect(fresh).toEqual(['fc.3.weight', 'fc.3.bias', 'fc.6.weight', 'fc.6.bias']);
    expect(load(build({ ...sizes, labels: 5 }, 'resnet18'), weights, true).fresh).toEqual(['fc.6.weight', 'fc.6.bias']);
  });

  test('of three colours are summed for a grey image, and only there', () => {
    const weights = fileOf(build({ channels: 3 }));
    const kernel = float32(
      [16, 3, 3, 3],
      Float32Array.from({ length: 432 }, (_, i) => i),
    );
    const { network, notes } = load(build(), weights.set('conv1.weight', kernel));
    const grey = network.graph.initializers.get('conv1.weight')!;
    expect(grey.dims).toEqual([16, 1, 3, 3]);
    expect(grey.data[10]).toBe(28 + 37 + 46);
    expect(notes).toEqual([noteOf('weights.colours-summed', { parameter: 'conv1.weight' })]);
    expect(() => load(build({ channels: 3 }), fileOf(build()))).toThrow(
      '"found":"[16, 1, 3, 3]","wanted":"[16, 3, 3, 3]"',
    );
  });

  test('of the published DenseNet have dots in the names of its normalisations', () => {
    const size = { height: 32, width: 32, channels: 3, random: zeros } as const;
    const network = build(size, 'densenet121');
    const published = [...fileOf(network)].map(([name, tensor]): [string, Tensor] => [
      name.replace(/(denselayer\d+\.(?:norm|conv))([12])/, '$1.$2'),
      tensor,
    ]);
    expect(published.some(([name]) => name.includes('.norm.1.weight'))).toBe(true);
    expect(load(network, new Map(published)).fresh).toEqual([]);
  });

  test('of a transformer bring their positions to the grid of the image', () => {
    const size = { height: 32, width: 48, channels: 3, random: zeros } as const;
    const weights = fileOf(build({ ...size, height: 64, width: 64 }, 'vit'));
    const { network, notes } = load(build(size, 'vit'), weights);
    const place = [...weights.keys()].indexOf('pos_embed');
    const positions = network.graph.initializers.get('pos_embed')!;
    expect(positions.dims).toEqual([1, 7, 128]);
    for (const value of positions.data) expect(value).toBeCloseTo(place, 4);
    expect(notes.map(sentenceOf)).toEqual(['The positions of 4 × 4 patches were interpolated to 2 × 3.']);
  });

  test('of a backbone leave the attention behind it new, with the head', () => {
    const size = { height: 32, width: 32, channels: 3, random: zeros } as const;
    const network = build(size, 'vgg16-self-attention');
    const weights = new Map([...fileOf(network)].filter(([name]) => name.startsWith('features.')));
    weights.set('classifier.0.weight', float32([1], [0]));
    expect(() => load(network, weights)).toThrow('weights.missing');
    const { fresh } = load(network, weights, true);
    expect(new Set(fresh.map((name) => blockOf(name, network.blocks)))).toEqual(
      new Set([network.blocks.length - 2, network.blocks.length - 1]),
    );
  });
});

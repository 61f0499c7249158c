import { describe, expect, test } from 'vitest';
import { createRandom } from '../domain/statistics/random.ts';
import { float32 } from '../domain/tensor.ts';
import { createBuilder } from '../graph/ir/builder.ts';
import type { Graph } from '../graph/ir/graph.ts';
import { createCompactResnet } from './architectures/compact-resnet.ts';
import { blockOf, blocksOf, chooseTrainable } from './trainable.ts';
import { sentenceOf } from '../../tests/support/sentence-of.ts';
import { FaultError } from '../domain/faults/fault.ts';

const size = { labels: 2, height: 16, width: 16, channels: 1 } as const;
const network = createCompactResnet({ ...size, random: createRandom(1) });

function chosen(train: string): readonly string[] {
  const outcome = chooseTrainable(network.graph, network.blocks, train);
  if (!outcome.ok) throw new FaultError(outcome.error);
  return outcome.value;
}
function faultOf(train: string): string {
  const outcome = chooseTrainable(network.graph, network.blocks, train);
  return outcome.ok ? 'none' : sentenceOf(outcome.error);
}

describe('what learns', () => {
  test('is the head, the last blocks, all, or what patterns match', () => {
    expect(chosen('head')).toEqual(['fc.weight', 'fc.bias']);
    expect(chosen('last-0-blocks')).toEqual(chosen('head'));
    const prefixes = new Set(chosen('last-2-blocks').map((name) => name.split('.').slice(0, 2).join('.')));
    expect(prefixes).toEqual(new Set(['layer3.1', 'layer4.0', 'fc.weight', 'fc.bias']));
    expect(chosen('bn1.*, fc.bias')).toEqual(['bn1.weight', 'bn1.bias', 'fc.bias']);
    expect(chosen('all')).toContain('conv1.weight');
  });

  test('is never a running statistic', () => {
    expect(chosen('all').filter((name) => name.includes('running'))).toEqual([]);
    expect(faultOf('*running_mean')).toMatch(/No parameter/);
  });

  test('is asked for again, with close names, where nothing is meant', () => {
    expect(faultOf('fc.wieght')).toMatch(/No parameter is called “fc\.wieght”.+ Close to it: fc\.weight/);
    expect(faultOf('last-9-blocks')).toMatch(/There are 6 blocks before the head, .+: stem, layer1\.0,/);
    expect(faultOf(',')).toMatch(/No parameter/);
  });

  test('covers the parameters that only the blocks know of', () => {
    const { graph, blocks } = network;
    const initializers = new Map([...graph.initializers, ['stem.position', float32([1, 2], [0, 0])] as const]);
    const withMore = [{ name: 'stem', prefixes: ['stem.', 'conv1.', 'bn1.'] }, ...blocks.slice(1)];
    const outcome = chooseTrainable({ ...graph, initializers }, withMore, 'stem.*');
    expect(outcome).toEqual({ ok: true, value: ['stem.position'] });
  });
});

describe('the blocks of a graph from anywhere', () => {
  test('follow the dots of its names', () => {
    const names = blocksOf(network.graph).map(({ name }) => name);
    expect(names).toEqual(['conv1', 'bn1', 'layer1.0', 'layer2.0', 'layer3.0', 'layer3.1', 'layer4.0', 'fc']);
  });

  test('hold each parameter and statistic once', () => {
    const blocks = blocksOf(network.graph);
    const names = [...network.graph.initializers.keys()].filter((name) => name !== 'dropout.ratio');
    const holders = names.map((name) => blocks[blockOf(name, blocks)]!.prefixes);
    names.forEach((name, i) => expect(holders[i], name).toContain(name));
    expect(blocks.flatMap(({ prefixes }) => prefixes).toSorted()).toEqual(names.toSorted());
  });

  test('follow the layers where names say nothing', () => {
    const blocks = blocksOf(chain());
    expect(blocks.map(({ prefixes }) => prefixes)).toEqual([['w1', 'b1'], ['w2']]);
    expect(chooseTrainable(chain(), blocks, 'head')).toEqual({ ok: true, value: ['w2'] });
  });
});

/** Two linear layers whose parameters have no dots in their names. */
function chain(): Graph {
  const builder = createBuilder();
  const image = builder.input('image', { type: 'float32', dims: ['N', 2] });
  const zeros = (name: string, dims: number[]): string =>
    builder.initializer(name, float32(dims, new Float32Array(dims.reduce((a, b) => a * b, 1))));
  const hidden = builder.node('Relu', [builder.node('Gemm', [image, zeros('w1', [2, 3]), zeros('b1', [3])])]);
  builder.output(builder.node('MatMul', [hidden, zeros('w2', [3, 2])], {}, 'logits'), {
    type: 'float32',
    dims: ['N', 2],
  });
  return builder.finish();
}

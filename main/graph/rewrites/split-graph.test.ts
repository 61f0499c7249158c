import { expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { chooseTrainable, createCompactResnet } from '../../../tests/support/example-networks.ts';
import { ortTensor, run } from '../../../tests/support/run-graph.ts';
import { splitGraph } from './split-graph.ts';
import { required } from '../../domain/elements.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const network = createCompactResnet({ labels: 3, height: 32, width: 32, channels: 1, random: createRandom(5) });

function split(train: string) {
  const chosen = chooseTrainable(network.graph, network.blocks, train);
  if (!chosen.ok) throw new FaultError(chosen.error);
  return { trainable: chosen.value, parts: splitGraph(network.graph, { trainable: chosen.value, output: 'logits' }) };
}

test.each(['head', 'last-1-blocks', 'last-2-blocks', 'layer4.0.conv2.weight'])(
  'the two parts of a graph give what the whole gives: %s',
  async (train) => {
    const { parts, trainable } = split(train);
    const { frozen, rest, frontier, size } = parts!;
    const random = createRandom('image');
    const image = ortTensor(
      float32(
        [2, 1, 32, 32],
        Float32Array.from({ length: 2048 }, () => random.normal()),
      ),
    );
    const features = required((await run(frozen, { image }))[frontier], frontier);
    expect(features.size).toBe(2 * size);
    const whole = required((await run(network.graph, { image }))['logits'], 'logits');
    const pieced = required((await run(rest, { [frontier]: features }))['logits'], 'logits');
    (pieced.data as Float32Array).forEach((value, i) => expect(value).toBeCloseTo(Number(whole.data[i]), 5));
    expect(trainable.filter((name) => frozen.initializers.has(name))).toEqual([]);
    expect(trainable.filter((name) => !rest.initializers.has(name))).toEqual([]);
    expect(rest.inputs.get(frontier)!.dims[0]).toBe('N');
  },
);

test('nothing is computed once where the first layer learns', () => {
  expect(split('all').parts).toBe(null);
  expect(split('conv1.weight').parts).toBe(null);
});

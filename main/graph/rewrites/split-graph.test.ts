import { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { createCompactResnet } from '../../networks/architectures/compact-resnet.ts';
import { chooseTrainable } from '../../networks/trainable.ts';
import { ortTensor } from '../../../tests/support/check-gradient.ts';
import type { Graph } from '../ir/graph.ts';
import { splitGraph } from './split-graph.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';

const network = createCompactResnet({ labels: 3, height: 32, width: 32, channels: 1, random: createRandom(5) });

function split(train: string) {
  const chosen = chooseTrainable(network.graph, network.blocks, train);
  if (!chosen.ok) throw new Error(chosen.error.userMessage);
  return { trainable: chosen.value, parts: splitGraph(network.graph, { trainable: chosen.value, output: 'logits' }) };
}

async function run(graph: Graph, feeds: Record<string, ReturnType<typeof ortTensor>>, output: string) {
  const session = await InferenceSession.create(writeOnnx(graph), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  return (await session.run(feeds, [output]))[output]!;
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
    const features = await run(frozen, { image }, frontier);
    expect(features.size).toBe(2 * size);
    const whole = await run(network.graph, { image }, 'logits');
    const pieced = await run(rest, { [frontier]: features }, 'logits');
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

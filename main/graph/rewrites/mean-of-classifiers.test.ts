import { reasonThrownBy } from '../../../tests/support/reason-thrown-by.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { createSmallCnn } from '../../../tests/support/example-networks.ts';
import { createLocalEngine } from '../../../tests/support/run-graph.ts';
import { toCanonical } from '../canonical/to-canonical.ts';
import { withHeatmap } from '../explain/with-heatmap.ts';
import type { Graph } from '../ir/graph.ts';
import { meanOfClassifiers } from './mean-of-classifiers.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

const SIDE = 32;
const random = createRandom('mean of classifiers');
const image = float32(
  [2, 1, SIDE, SIDE],
  Float32Array.from({ length: 2 * SIDE * SIDE }, () => random.normal()),
);

function classifier(seed: string, labels = 2): Graph {
  const { graph } = createSmallCnn({ labels, height: SIDE, width: SIDE, channels: 1, random: createRandom(seed) });
  return toCanonical(graph, ['heatmap_features']);
}
const members = ['a', 'b', 'c'].map((seed, i) => ({
  graph: classifier(seed),
  heatmap: 'heatmap_features',
  temperature: 0.5 + i,
}));

async function run(graph: Graph, output: string, feeds = {}): Promise<number[]> {
  const session = await engine.open({ model: writeOnnx(graph) });
  const results = await session.run({ image, ...feeds }, [output]);
  await session.close();
  return Array.from(results[output]!.data, Number);
}

test('its logits are the mean of the calibrated logits of its members', async () => {
  const mean = await run(meanOfClassifiers(members).graph, 'logits');
  const each = await Promise.all(members.map(({ graph }) => run(graph, 'logits')));
  mean.forEach((value, at) => {
    const wanted = each.reduce((sum, logits, i) => sum + logits[at]! / members[i]!.temperature, 0) / 3;
    expect(value).toBeCloseTo(wanted, 5);
  });
});

test('its class activation map comes from the maps of all members', async () => {
  const labelWeights = float32([2, 2], [0, 1, 0, 1]);
  const explain = ({ graph, heatmap }: { graph: Graph; heatmap?: string | undefined }) =>
    run(withHeatmap(graph, { method: 'grad-cam', logits: 'logits', heatmap }), 'heatmap', { labelWeights });
  const twins = [members[0]!, members[0]!];
  const [whole, part] = [await explain(meanOfClassifiers(twins)), await explain(members[0]!)];
  // Of twins, the map is that of one, but for the temperature.
  const largest = (values: readonly number[]) => Math.max(...values);
  expect(largest(whole)).toBeGreaterThan(0);
  whole.forEach((value, at) => expect(value / largest(whole)).toBeCloseTo(part[at]! / largest(part), 4));
});

test('has no map where a member has none, and refuses other labels', () => {
  const blind = { ...members[1]!, heatmap: undefined };
  expect(meanOfClassifiers([members[0]!, blind]).heatmap).toBeUndefined();
  const other = { graph: classifier('d', 3), heatmap: 'heatmap_features', temperature: 1 };
  expect(reasonThrownBy(() => meanOfClassifiers([members[0]!, other]))).toEqual(clauseOf('graph.members-differ', {}));
});

import { clauseOf } from '../../domain/messages/clause.ts';
import { describe, expect, test } from 'vitest';
import { zeros } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { withHeatmap } from '../../graph/explain/with-heatmap.ts';
import { networks } from '../../networks/architectures/architectures.ts';
import { answerOf, disagreement, tryProvider } from './provider-trial.ts';
import { trialGraph } from './trial-graph.ts';

describe('the trial of an execution provider', () => {
  const explained = Object.keys(networks).map((name) => {
    const side = name === 'inception-v3' ? 128 : 64;
    const options = { labels: 2, height: side, width: side, channels: 1, random: zeros } as const;
    const { graph } = networks[name]!.create(options);
    return [name, withHeatmap(graph, { method: 'grad-cam', logits: 'logits', heatmap: 'heatmap_features' })] as const;
  });

  test.each(explained)('has every operator that %s has when it is explained', (_name, graph) => {
    const operators = new Set(trialGraph().nodes.map(({ op }) => op));
    // Of a pool's gradient, which no two processors write alike, and of the token that stands for the class.
    const elsewhere = ['MaxUnpool', 'Pad', 'Slice', 'Squeeze'];
    expect(graph.nodes.map(({ op }) => op).filter((op) => !operators.has(op) && !elsewhere.includes(op))).toEqual([]);
  });

  test('has answers large enough for a difference to show', async () => {
    const { logits, heatmap } = await answerOf('cpu');
    for (const { data } of [logits!, heatmap!]) {
      expect(Math.max(...Array.from(data, Number).map(Math.abs))).toBeGreaterThan(0.1);
    }
  });

  test('is passed by the CPU itself', async () => {
    expect(await tryProvider('cpu')).toBeNull();
  });

  test('is failed by another answer, in whichever output, and by what is no number', () => {
    const expected = { logits: float32([1, 2], [0, 1]), heatmap: float32([1, 1, 2], [0.5, 0]) };
    const other = (heatmap: number[]) => disagreement(expected, { ...expected, heatmap: float32([1, 1, 2], heatmap) });
    expect(other([0.5, 1e-5])).toBeNull();
    expect(other([0.5, 0.25])).toEqual(clauseOf('provider.differs', { output: 'heatmap', difference: 0.25 }));
    expect(other([NaN, 0])).toEqual(clauseOf('provider.no-number', { output: 'heatmap' }));
    expect(disagreement(expected, { ...expected, logits: float32([1, 1], [0]) })).toEqual(
      clauseOf('provider.other-size', { output: 'logits' }),
    );
  });
});

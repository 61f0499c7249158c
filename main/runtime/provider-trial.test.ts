import { describe, expect, test } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { float32 } from '../domain/tensor.ts';
import { withHeatmap } from '../graph/explain/with-heatmap.ts';
import { networks } from '../networks/index.ts';
import { answerOf, disagreement, trialGraph, tryProvider } from './provider-trial.ts';

describe('the trial of an execution provider', () => {
  test('has every operator that the networks of radiographs and their explanation have', () => {
    const operators = new Set(trialGraph().nodes.map(({ op }) => op));
    for (const name of ['small-cnn', 'compact-resnet']) {
      const { graph } = networks[name]!.create({
        labels: 2,
        height: 64,
        width: 64,
        channels: 1,
        random: createRandom('any'),
      });
      const explained = withHeatmap(graph, { method: 'grad-cam', logits: 'logits', heatmap: 'heatmap_features' });
      expect(explained.nodes.map(({ op }) => op).filter((op) => !operators.has(op))).toEqual([]);
    }
  });

  test('has answers large enough for a difference to show', async () => {
    const { logits, heatmap } = await answerOf('cpu');
    for (const { data } of [logits!, heatmap!]) expect(Math.max(...Array.from(data, Number))).toBeGreaterThan(0.03);
  });

  test('is passed by the CPU itself', async () => {
    expect(await tryProvider('cpu')).toBeNull();
  });

  test('is failed by another answer, in whichever output, and by what is no number', () => {
    const expected = { logits: float32([1, 2], [0, 1]), heatmap: float32([1, 1, 2], [0.5, 0]) };
    const other = (heatmap: number[]) => disagreement(expected, { ...expected, heatmap: float32([1, 1, 2], heatmap) });
    expect(other([0.5, 1e-5])).toBeNull();
    expect(other([0.5, 0.25])).toBe(`its answer to a test differs from the CPU's by 0.25 (heatmap)`);
    expect(other([NaN, 0])).toContain('differs');
    expect(disagreement(expected, { ...expected, logits: float32([1, 1], [0]) })).toContain('another size');
  });
});

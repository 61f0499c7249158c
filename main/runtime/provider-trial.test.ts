import { describe, expect, test } from 'vitest';
import { createRandom } from '../domain/random.ts';
import { float32 } from '../domain/tensor.ts';
import { withGradCam } from '../graph/explain-graph.ts';
import { networks } from '../networks/index.ts';
import { answerOf, disagreement, trialGraph, tryProvider } from './provider-trial.ts';

describe('the trial of an execution provider', () => {
  test('has every operator that Overread’s own networks and their explanation have', () => {
    const operators = new Set(trialGraph().nodes.map(({ op }) => op));
    for (const name of ['small-cnn', 'compact-resnet']) {
      const { graph } = networks[name]!.create({
        labels: 2,
        height: 64,
        width: 64,
        channels: 1,
        random: createRandom('any'),
      });
      const explained = withGradCam(graph, { logits: 'logits', heatmap: 'heatmap_features' });
      expect(explained.nodes.map(({ op }) => op).filter((op) => !operators.has(op))).toEqual([]);
    }
  });

  test('has answers large enough for a difference to show', async () => {
    const { logits, gradCam } = await answerOf('cpu');
    for (const { data } of [logits!, gradCam!]) expect(Math.max(...Array.from(data, Number))).toBeGreaterThan(0.03);
  });

  test('is passed by the CPU itself', async () => {
    expect(await tryProvider('cpu')).toBeNull();
  });

  test('is failed by another answer, in whichever output, and by what is no number', () => {
    const expected = { logits: float32([1, 2], [0, 1]), gradCam: float32([1, 1, 2], [0.5, 0]) };
    const other = (gradCam: number[]) => disagreement(expected, { ...expected, gradCam: float32([1, 1, 2], gradCam) });
    expect(other([0.5, 1e-5])).toBeNull();
    expect(other([0.5, 0.25])).toBe(`its answer to a test differs from the CPU's by 0.25 (gradCam)`);
    expect(other([NaN, 0])).toContain('differs');
    expect(disagreement(expected, { ...expected, logits: float32([1, 1], [0]) })).toContain('another size');
  });
});

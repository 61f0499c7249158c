import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../domain/statistics/random.ts';
import { createSmallCnn } from '../../networks/architectures/small-cnn.ts';
import type { Engine, EngineSession, Tensors } from '../../runtime/engine.ts';
import { createLocalEngine } from '../../runtime/local/local-engine.ts';
import { compareProviders } from './provider-comparison.ts';

const cpu = createLocalEngine({ threads: 1 });
afterAll(async () => (await cpu).close());

const network = createSmallCnn({ labels: 2, height: 16, width: 16, channels: 1, random: createRandom(1) }).graph;
const options = { network, batch: 2, steps: 3 };

/** An engine that gets one output wrong. */
async function wrongIn(output: string, by: number): Promise<Engine> {
  const engine = await cpu;
  async function open(...request: Parameters<Engine['open']>): Promise<EngineSession> {
    const session = await engine.open(...request);
    const run: EngineSession['run'] = async (...what) => {
      const results = await session.run(...what);
      const wrong = results[output];
      if (wrong === undefined) return results;
      const data = Float32Array.from(wrong.data as Float32Array, (value) => value + by);
      return { ...results, [output]: { ...wrong, data } } as Tensors;
    };
    return { ...session, run };
  }
  return { ...engine, open };
}

describe('the comparison of a provider with another', () => {
  test('finds the CPU equal to itself in all that it does, and times each', async () => {
    const stages: string[] = [];
    const onProgress = (what: string): number => stages.push(what);
    const comparison = await compareProviders(await cpu, await cpu, { ...options, onProgress });
    expect(comparison.agrees).toBe(true);
    expect(comparison.agreements.map(({ what }) => what)).toEqual(['logits', 'heatmap', 'losses', 'weights']);
    for (const { largestDifference, largestValue } of comparison.agreements) {
      expect(largestDifference).toBeLessThan(1e-6);
      expect(largestValue).toBeGreaterThan(1e-6);
    }
    expect(comparison.speeds.map(({ what }) => what)).toEqual(['forward', 'heatmap', 'training step']);
    expect(comparison.speeds.every(({ providerMs, referenceMs }) => providerMs > 0 && referenceMs > 0)).toBe(true);
    expect(stages).toHaveLength(6);
  });

  test.each([
    ['logits', 0.1],
    ['heatmap', 0.1],
    ['loss', 0.1],
    ['loss', NaN],
  ])('finds a wrong %s (by %d), and only that', async (output, by) => {
    const { agrees, agreements } = await compareProviders(await wrongIn(output, by), await cpu, options);
    expect(agrees).toBe(false);
    const wrong = agreements.filter(({ isSmall }) => !isSmall).map(({ what }) => what);
    expect(wrong).toEqual([output === 'loss' ? 'losses' : output]);
  });
});

/** What `overread doctor --provider` measures: the provider beside the CPU, predicting, explaining and learning. */
import { createRandom } from '../../../domain/statistics/random.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { startEngine } from '../../../runtime/process/engine-process.ts';
import { compareProviders, type ProviderComparison } from '../../../services/inference/provider-comparison.ts';
import type { Examination } from './doctor-check.ts';
import { showProgress } from '../terminal/progress.ts';

const NETWORK = 'small-cnn';
const BATCH = 8;
const STEPS = 10;
/** On each engine: forward, heatmap, training. */
const STAGES = 3;

export interface Compared {
  /** Null where the comparison could not be finished. */
  readonly comparison: ProviderComparison | null;
  readonly examinations: readonly Examination[];
}

/** @param size side of the images, pixels. */
export async function compareWithCpu(provider: ProviderName, size: number): Promise<Compared> {
  const options = { labels: 2, height: size, width: size, channels: 1, random: createRandom('doctor') } as const;
  const network = networks[NETWORK]!.create(options).graph;
  const progress = showProgress('comparing');
  let done = 0;
  const onProgress = (what: string): void => progress.update(done++, 2 * STAGES, what);
  const engine = await startEngine({ provider });
  const cpu = await startEngine({ provider: 'cpu' });
  try {
    const comparison = await compareProviders(engine, cpu, { network, batch: BATCH, steps: STEPS, onProgress });
    return { comparison, examinations: examinationsOf(comparison, size) };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { comparison: null, examinations: [{ what: 'compared with cpu', found, isSound: false }] };
  } finally {
    progress.stop();
    await Promise.all([engine.close(), cpu.close()]);
  }
}

function examinationsOf({ agreements, speeds, agrees, reference }: ProviderComparison, size: number): Examination[] {
  const image = `${BATCH} images of ${size} × ${size}`;
  return [
    {
      what: `compared with ${reference}`,
      found: `${NETWORK}, ${image}, ${STEPS} training steps: ${agrees ? 'the same answers' : 'other answers'}`,
      isSound: agrees,
    },
    ...agreements.map(({ what, largestDifference, largestValue, isSmall }) => ({
      what: `  ${what}`,
      found: `differ by at most ${largestDifference.toPrecision(2)}, with values up to ${largestValue.toPrecision(2)}`,
      isSound: isSmall,
    })),
    ...speeds.map(({ what, providerMs, referenceMs }) => ({
      what: `  ${what}`,
      found: `${providerMs.toFixed(1)} ms, on the CPU ${referenceMs.toFixed(1)} ms (${(referenceMs / providerMs).toPrecision(2)} times as fast)`,
      isSound: true,
    })),
  ];
}

import { createRandom } from '../../domain/statistics/random.ts';
import type { ComparisonNews, ProviderComparison } from '../../domain/provider-comparison.ts';
import { networks } from '../../networks/architectures/architectures.ts';
import type { Engine } from '../../runtime/engine.ts';
import { createNewsQueue } from '../concurrency/news-queue.ts';
import { compareProviders } from './provider-comparison.ts';

const NETWORK = 'small-cnn';
const BATCH = 8;
const STEPS = 10;

/**
 * The provider beside the CPU, predicting, explaining and learning on the same images. Closes both engines. Rejects
 * where one of them can't run it.
 * @param size side of the images, pixels.
 */
export async function* compareWithCpu(size: number, start: EngineStarts): AsyncGenerator<ComparisonNews, void> {
  const news = createNewsQueue<ComparisonNews>();
  const work = compare(size, start, (doing) => news.put({ doing })).finally(() => news.end());
  // Its rejection is the generator's, when what was told before it has been read.
  work.catch(() => undefined);
  yield* news.read();
  yield { comparison: await work };
}

export interface EngineStarts {
  readonly provider: () => Promise<Engine>;
  readonly cpu: () => Promise<Engine>;
}

async function compare(
  size: number,
  start: EngineStarts,
  onProgress: (doing: string) => void,
): Promise<ProviderComparison> {
  const options = { labels: 2, height: size, width: size, channels: 1, random: createRandom('doctor') } as const;
  const network = networks[NETWORK]!.create(options).graph;
  const engine = await start.provider();
  try {
    const cpu = await start.cpu();
    try {
      const compared = await compareProviders(engine, cpu, { network, batch: BATCH, steps: STEPS, onProgress });
      return { ...compared, network: NETWORK, batch: BATCH, steps: STEPS };
    } finally {
      await cpu.close();
    }
  } finally {
    await engine.close();
  }
}

/** Which execution provider to use: the first of the platform's that works and agrees with the CPU. */
import { createBuilder, int, ints } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { writeOnnx } from '../graph/write-onnx.ts';
import { createRandom } from '../domain/random.ts';
import type { Random } from '../domain/random.ts';
import { float32, sizeOf } from '../domain/tensor.ts';
import type { Tensor } from '../domain/tensor.ts';
import type { Engine, ProviderName } from './engine.ts';
import { builtInProviders, createLocalEngine } from './local-engine.ts';

export interface RefusedProvider {
  readonly name: ProviderName;
  /** One sentence or its beginning, for the person. */
  readonly reason: string;
}

/** What the status line shows; the shape of the contract's `ProviderStatus`. */
export interface EngineStatus {
  readonly name: ProviderName;
  readonly state: 'starting' | 'ready' | 'failed';
  readonly refused: readonly RefusedProvider[];
}

export interface ProviderWish {
  /** The one to use or none; the platform's order when left out. */
  readonly provider?: ProviderName | undefined;
  readonly threads?: number | undefined;
  /** Providers not to try again, with why. */
  readonly excluded?: readonly RefusedProvider[];
  readonly onTry?: (name: ProviderName) => void;
}

/** The largest difference from the CPU's answer that still counts as the same answer. */
const TOLERANCE = 1e-3;

/** The provider that was demanded does not work here. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';
  readonly code = 'PROVIDER_UNAVAILABLE';
}

export function providerOrder(platform: NodeJS.Platform): readonly ProviderName[] {
  if (platform === 'win32') return ['dml', 'cpu'];
  if (platform === 'darwin') return ['coreml', 'cpu'];
  return ['cuda', 'webgpu', 'cpu'];
}

/** Opens an engine on the first provider that passes its trial. Throws only for a provider that was demanded. */
export async function chooseProvider(
  wish: ProviderWish,
  platform: NodeJS.Platform = process.platform,
): Promise<{ engine: Engine; refused: readonly RefusedProvider[] }> {
  const excluded = new Map((wish.excluded ?? []).map((refused) => [refused.name, refused.reason]));
  const refused: RefusedProvider[] = [];
  for (const name of wish.provider === undefined ? providerOrder(platform) : [wish.provider]) {
    wish.onTry?.(name);
    const reason = excluded.get(name) ?? (await refusalOf(name));
    if (reason === null) return { engine: await createLocalEngine({ provider: name, threads: wish.threads }), refused };
    refused.push({ name, reason });
  }
  const [first] = refused;
  throw new ProviderUnavailableError(
    `The execution provider "${first!.name}" can't be used on this machine: ${first!.reason}. ` +
      'Choose another one, or none to let Overread find the fastest that works.',
  );
}

/** Why a provider can't be used here; null when it can. */
async function refusalOf(name: ProviderName): Promise<string | null> {
  if (name === 'cpu') return null;
  // ONNX Runtime silently runs on the CPU when asked for a provider that it was built without.
  if (!builtInProviders().has(name)) return 'it is not part of ONNX Runtime for this system';
  try {
    const [answer, expected] = [await trial(name), await trial('cpu')];
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - answer[i]!)));
    if (difference <= TOLERANCE) return null;
    return `its answer to a test differs from the CPU's by ${difference.toPrecision(2)}`;
  } catch (error) {
    return sentence(error);
  }
}

async function trial(provider: ProviderName): Promise<readonly number[]> {
  const engine = await createLocalEngine({ provider });
  try {
    const session = await engine.open({ model: writeOnnx(trialGraph()) });
    const image = normalTensor([2, 3, 16, 16], createRandom('trial image'));
    const { logits } = await session.run({ image });
    return Array.from(logits!.data as Float32Array);
  } finally {
    await engine.close();
  }
}

/** A convolution, a ReLU and a linear layer with fixed random parameters: image [N,3,16,16] → logits [N,4]. */
function trialGraph(): Graph {
  const random = createRandom('trial parameters');
  const graph = createBuilder({ name: 'trial' });
  const image = graph.input('image', { type: 'float32', dims: ['N', 3, 16, 16] });
  const kernel = graph.initializer('kernel', normalTensor([8, 3, 3, 3], random));
  const weights = graph.initializer('weights', normalTensor([8 * 8 * 8, 4], random));
  const bias = graph.initializer('bias', normalTensor([4], random));
  const maps = graph.node('Conv', [image, kernel], { strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) });
  const features = graph.node('Flatten', [graph.node('Relu', [maps])], { axis: int(1) });
  graph.node('Gemm', [features, weights, bias], {}, 'logits');
  graph.output('logits', { type: 'float32', dims: ['N', 4] });
  return graph.finish();
}

/** Standard normal values, divided by ten so that the trial's answers stay of the order of one. */
function normalTensor(dims: readonly number[], random: Random): Tensor {
  return float32(
    dims,
    Float32Array.from({ length: sizeOf(dims) }, () => random.normal() / 10),
  );
}

/** ONNX Runtime's messages begin with a source position and may go on over several lines. */
function sentence(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const afterPosition = first.split(/ was false\. |: FAIL : /).at(-1)!;
  return afterPosition.trim().replace(/\.$/, '') || 'it could not be started';
}

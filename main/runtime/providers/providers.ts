/** Which execution provider to use: the first of the platform's that works and agrees with the CPU. */
import { elementAt } from '../../domain/elements.ts';
import { FaultError, faultOf } from '../../domain/faults/fault.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { Engine, ProviderName } from '../engine.ts';
import { builtInProviders, createLocalEngine } from '../local/local-engine.ts';
import { tryProvider } from './provider-trial.ts';

export interface RefusedProvider {
  readonly name: ProviderName;
  readonly reason: Clause;
}

/** The engine's state for the status line; the shape of the contract's `ProviderStatus`. */
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

/** The provider that was demanded does not work here. */
export class ProviderUnavailableError extends FaultError {
  override readonly name = 'ProviderUnavailableError';
  readonly provider: ProviderName;
  readonly reason: Clause;

  constructor(provider: ProviderName, reason: Clause) {
    super(faultOf('engine.provider-unavailable', { provider, reason }));
    this.provider = provider;
    this.reason = reason;
  }
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
  const { name, reason } = elementAt(refused, 0);
  throw new ProviderUnavailableError(name, reason);
}

/** Why a provider can't be used here; null when it can. */
async function refusalOf(name: ProviderName): Promise<Clause | null> {
  if (name === 'cpu') return null;
  // ONNX Runtime silently runs on the CPU when asked for a provider that it was built without.
  if (!builtInProviders().has(name)) return clauseOf('provider.absent', {});
  try {
    return await tryProvider(name);
  } catch (error) {
    return reasonOfTrial(error);
  }
}

/** ONNX Runtime's messages begin with a source position and may go on over several lines. */
function reasonOfTrial(error: unknown): Clause {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const afterPosition = first.split(/ was false\. |: FAIL : /).at(-1)!;
  const words = afterPosition.trim().replace(/\.$/, '');
  return words === '' ? clauseOf('provider.not-started', {}) : clauseOf('library.words', { words });
}

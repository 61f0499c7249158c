/** A command's session: the workstation's client over one casebook, until the command ends. */
import type { ContractClient } from '../../../contract/contract.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { openAppContext, type AppContext } from '../../app-context.ts';
import { sourceResources } from '../../locations.ts';
import { createLocalClient } from './local-client.ts';

export interface SessionFlags {
  /** The person's own when left out. */
  readonly casebook?: string | undefined;
  /** The platform's best that works when left out. */
  readonly provider?: ProviderName | undefined;
  readonly threads?: number | undefined;
}

export interface Session extends Pick<AppContext, 'engineIsReady' | 'modelFaults'> {
  readonly client: ContractClient;
}

/** Opens the casebook for the work and closes it afterwards; models that can't be loaded are told of first. */
export async function withSession<T>(
  { casebook, provider, threads }: SessionFlags,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const context = await openAppContext({
    roots: null,
    resources: sourceResources,
    casebook,
    // Nobody reads on this engine meanwhile.
    engine: { provider, threads, isBackground: false },
    startsEngineLate: true,
  });
  try {
    for (const sentence of context.modelFaults) console.error(sentence);
    const { engineIsReady, modelFaults } = context;
    return await work({ client: createLocalClient(context.workstation), engineIsReady, modelFaults });
  } finally {
    await context.close();
  }
}

/** The command line's way to the workstation: the contract's client, in this process. */
import { createRouterClient } from '@orpc/server';
import type { ContractClient } from '../../../contract/contract.ts';
import { createRouter } from '../../../services/api/router.ts';
import type { Workstation } from '../../../services/composition/workstation.ts';

/** Inputs are parsed and faults become the contract's errors, as for a page. */
export function createLocalClient(workstation: Workstation): ContractClient {
  return createRouterClient(createRouter(workstation, { kind: 'command-line', pick: () => Promise.resolve(null) }));
}

import './no-eval.ts';
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { portMessage, type Bridge } from '../../../main/contract/bridge.ts';
import type { Contract } from '../../../main/contract/contract.ts';
import { sessionHeaders } from '../../../main/contract/web-session.ts';
import { currentSession } from './session.ts';

declare global {
  interface Window {
    readonly overread?: Bridge;
  }
}

/** Electron's preload, or undefined in a browser. */
export const bridge = window.overread;

function portLink(): PortLink<Record<never, never>> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(portMessage, window.location.origin, [port2]);
  port1.start();
  return new PortLink({ port: port1 });
}

const fetchLink = (): FetchLink<Record<never, never>> =>
  new FetchLink({ url: new URL('/rpc', window.location.href).href, headers: () => sessionHeaders(currentSession()) });

/** Every operation of the contract, through the host that this page came from. */
export const client: ContractRouterClient<Contract> = createORPCClient(
  bridge?.host === 'electron' ? portLink() : fetchLink(),
);

/** The same operations as TanStack Query options. */
export const operations = createTanstackQueryUtils(client);

/** The three hosts over a workstation, each as the typed client that its pages or commands have. */
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { portMessage } from '../../main/contract/bridge.ts';
import type { ContractClient, HostKind } from '../../main/contract/contract.ts';
import { createLocalClient } from '../../main/hosts/cli/terminal/local-client.ts';
import { serveContract } from '../../main/hosts/electron/contract-port.ts';
import { startWebServer } from '../../main/hosts/web/web-server.ts';
import { createRouter } from '../../main/services/api/router.ts';
import type { Workstation } from '../../main/services/composition/workstation.ts';
import { signIn } from '../support/sign-in.ts';
import { fakeIpc } from './fake-ipc.ts';

export type Client = ContractClient;

export interface OpenHost {
  readonly client: Client;
  close(): Promise<void> | void;
}

interface TestedHost {
  readonly kind: HostKind;
  /** Whether it may read only the folders that it was given; else whatever the account can read. */
  readonly hasRoots: boolean;
  /** The paths that its native dialog gives; null without one. */
  readonly picked: readonly string[] | null;
  readonly open: (workstation: Workstation) => Promise<OpenHost> | OpenHost;
}

export const hosts: Readonly<Record<string, TestedHost>> = {
  'the command line': {
    kind: 'command-line',
    hasRoots: false,
    picked: null,
    open: (workstation) => ({ client: createLocalClient(workstation), close: () => undefined }),
  },
  'the web': { kind: 'web', hasRoots: true, picked: null, open: openWebHost },
  Electron: { kind: 'electron', hasRoots: false, picked: ['/picked'], open: openElectronHost },
};

async function openWebHost(workstation: Workstation): Promise<OpenHost> {
  const server = await startWebServer({
    router: createRouter(workstation, { kind: 'web', pick: () => Promise.resolve(null) }),
    pages: () => Promise.resolve(null),
    port: 0,
    onBug: (error) => {
      throw error;
    },
  });
  const { headers } = await signIn(server);
  const link = new FetchLink({ url: `${server.origin}/rpc`, headers });
  return { client: createORPCClient(link), close: () => server.close() };
}

/** Its `ipcMain` is the fake: the tests replace the electron module. */
function openElectronHost(workstation: Workstation): OpenHost {
  fakeIpc.removeAllListeners();
  serveContract(createRouter(workstation, { kind: 'electron', pick: () => Promise.resolve(['/picked']) }));
  const { port1, port2 } = new MessageChannel();
  fakeIpc.emit(portMessage, { senderFrame: { parent: null, origin: 'app://overread' }, ports: [port2] });
  port1.start();
  return {
    client: createORPCClient(new PortLink({ port: port1 })),
    close() {
      port1.close();
      port2.close();
    },
  };
}

/** The doors that this machine can open onto a house, each as the typed client that a page would have. */
import { createORPCClient } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { portMessage } from '../../main/contract/bridge.ts';
import type { Contract } from '../../main/contract/contract.ts';
import { serveContract } from '../../main/hosts/electron/contract-port.ts';
import { startWebServer } from '../../main/hosts/web/web-server.ts';
import { createRouter, type Router } from '../../main/services/api/router.ts';
import type { Workstation } from '../../main/services/composition/workstation.ts';
import { fakeIpc } from './fake-ipc.ts';

export type Client = ContractRouterClient<Contract>;

export interface OpenDoor {
  readonly client: Client;
  close(): Promise<void> | void;
}

export const doors: Readonly<Record<string, (workstation: Workstation) => Promise<OpenDoor> | OpenDoor>> = {
  'in process': (workstation) => ({ client: createRouterClient(webRouter(workstation)), close: () => undefined }),
  'the web door': openWebDoor,
  'the Electron door': openElectronDoor,
};

const webRouter = (workstation: Workstation): Router =>
  createRouter(workstation, { kind: 'web', pick: () => Promise.resolve(null) });

async function openWebDoor(workstation: Workstation): Promise<OpenDoor> {
  const server = await startWebServer({
    router: webRouter(workstation),
    pages: () => Promise.resolve(null),
    port: 0,
    onBug: (error) => {
      throw error;
    },
  });
  const signIn = await fetch(server.address, { redirect: 'manual' });
  const cookie = signIn.headers.get('set-cookie')!.split(';')[0]!;
  const link = new FetchLink({ url: `${server.origin}/rpc`, headers: { cookie, origin: server.origin } });
  return { client: createORPCClient(link), close: () => server.close() };
}

/** Its `ipcMain` is the fake: the tests replace the electron module. */
function openElectronDoor(workstation: Workstation): OpenDoor {
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

/** The contract over the MessagePort that our page hands over; ports from anywhere else are closed. */
import { onError, type Context, type Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain } from 'electron';
import { portMessage } from '../../contract/bridge.ts';
import type { Contract } from '../../contract/contract.ts';
import { appOrigin } from './app-protocol.ts';

export function serveContract(router: Router<Contract, Record<never, never>>, onBug: (error: unknown) => void): void {
  const handler = new RPCHandler<Context>(router, { interceptors: [onError((error) => onBug(error))] });
  ipcMain.on(portMessage, (event) => {
    const frame = event.senderFrame;
    const isOurPage = frame !== null && frame.parent === null && frame.origin === appOrigin;
    for (const port of event.ports) {
      if (!isOurPage) {
        port.close();
        continue;
      }
      handler.upgrade(port);
      port.start();
    }
  });
}

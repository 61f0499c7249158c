/** The contract over the MessagePort that our page hands over; ports from anywhere else are closed. */
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain } from 'electron';
import { portMessage } from '../../contract/bridge.ts';
import type { Router } from '../../services/api/router.ts';
import { appOrigin } from './app-protocol.ts';

export function serveContract(router: Router): void {
  const handler = new RPCHandler(router);
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

/**
 * The bridge between the page and the Electron host, in a sandbox of its own. The page gets the paths
 * of files dropped on it, and hands over one MessagePort on which the contract travels; nothing else.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { portMessage, type Bridge } from '../main/contract/bridge.ts';

const bridge: Bridge = {
  host: 'electron',
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
};
contextBridge.exposeInMainWorld('overread', bridge);

window.addEventListener('message', (event) => {
  const isOurs = event.source === window && event.origin === window.location.origin && event.data === portMessage;
  if (isOurs && event.ports.length === 1) ipcRenderer.postMessage(portMessage, null, [...event.ports]);
});

/**
 * The form in which comlink sends values from thread to thread: callbacks and engines as proxies, and signals. None of
 * their ports keeps a thread or the program alive, for that is what the thread's own port does.
 */
import { expose, transferHandlers, wrap, type Endpoint, type ProxyMarked, type TransferHandler } from 'comlink';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** The other side of a channel, with what crosses it there. */
function channel(): { here: MessagePort; there: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  return { here: port1, there: port2 };
}

const asTransferables = (...ports: MessagePort[]): Transferable[] => ports as unknown as Transferable[];

const proxies = transferHandlers.get('proxy') as TransferHandler<ProxyMarked, unknown>;

const unreferencedProxies: TransferHandler<ProxyMarked, MessagePort> = {
  canHandle: (value): value is ProxyMarked => proxies.canHandle(value),
  serialize(value) {
    const { here, there } = channel();
    expose(value, here as unknown as Endpoint);
    here.unref();
    return [there, asTransferables(there)];
  },
  deserialize(port) {
    port.start();
    const proxy = wrap(port as unknown as Endpoint);
    port.unref();
    return proxy as unknown as ProxyMarked;
  },
};

interface SentSignal {
  readonly isAborted: boolean;
  readonly port: MessagePort;
}

/** The reason stays behind: who waits for the work knows it. */
const signals: TransferHandler<AbortSignal, SentSignal> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    const { here, there } = channel();
    const tell = (): void => here.postMessage(null);
    signal.addEventListener('abort', tell, { once: true });
    here.once('close', () => signal.removeEventListener('abort', tell));
    here.unref();
    return [{ isAborted: signal.aborted, port: there }, asTransferables(there)];
  },
  deserialize({ isAborted, port }) {
    const controller = new AbortController();
    if (isAborted) controller.abort();
    port.once('message', () => controller.abort());
    port.unref();
    return controller.signal;
  },
};

transferHandlers.set('proxy', unreferencedProxies);
transferHandlers.set('signal', signals);

/** The engine process's own program: ONNX Runtime behind messages. Ends when its parent goes away. */
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { constants, setPriority } from 'node:os';
import { connectParent } from './connect-parent.ts';
import type { Call, FromChild, StartMessage, ToChild } from './engine-messages.ts';
import type { Engine, EngineSession, Tensors } from '../engine.ts';
import { chooseProvider, ProviderUnavailableError } from '../providers/providers.ts';
import type { ProviderName } from '../engine.ts';

type Dispatch = (request: Call, signal: AbortSignal) => Promise<unknown>;

/** Sessions by the numbers that the parent knows them by. */
function createDispatcher(engine: Engine): Dispatch {
  const sessions = new Map<number, EngineSession>();
  const staged = new Map<number, Tensors>();
  let count = 0;

  function find(number: number): EngineSession {
    const session = sessions.get(number);
    if (session === undefined) throw new Error('The session is closed');
    return session;
  }
  return async (request, signal) => {
    switch (request.call) {
      case 'stage':
        staged.set(request.stage, { ...staged.get(request.stage), ...request.values });
        return undefined;
      case 'open': {
        const { stage = 0 } = request;
        const initial = staged.get(stage) ?? {};
        staged.delete(stage);
        sessions.set(++count, await engine.open({ ...request.options, initial }));
        return count;
      }
      case 'run':
        return find(request.session).run(request.feeds, request.outputs, signal);
      case 'update':
        return find(request.session).update(request.scalars);
      case 'state':
        return find(request.session).state(request.names);
      case 'peak memory':
        return engine.peakMemory();
      case 'close':
        await find(request.session).close();
        return sessions.delete(request.session);
    }
  };
}

const connection = connectParent();
const parent = { send: (message: FromChild): void => connection.send(message) };
let dispatch: Promise<Dispatch> | undefined;
const underWay = new Map<number, AbortController>();

async function start(message: StartMessage): Promise<Dispatch> {
  // Threads that ONNX Runtime begins from here on have it too.
  if (message.isBackground) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const onTry = (name: Engine['provider']): void => parent.send({ kind: 'trying', name });
  const { engine, refused } = await chooseProvider({ ...message, onTry });
  const { provider, runtimeVersion, channelBlock } = engine;
  parent.send({ kind: 'ready', provider, runtimeVersion, channelBlock, refused });
  return createDispatcher(engine);
}

/** The provider that was demanded does not work, or no engine could be made at all. */
function refusalOf(
  error: Error,
  demanded: ProviderName = 'cpu',
): Pick<ProviderUnavailableError, 'provider' | 'reason'> {
  return error instanceof ProviderUnavailableError ? error : { provider: demanded, reason: reasonOf(error) };
}

async function answer(message: ToChild): Promise<void> {
  if (message.kind === 'start') {
    dispatch = start(message);
    await dispatch.catch((error: Error) => {
      const { provider, reason } = refusalOf(error, message.provider);
      parent.send({ kind: 'unavailable', provider, reason });
    });
    return;
  }
  const { id } = message;
  if (message.kind === 'cancel') return underWay.get(id)?.abort();
  const controller = new AbortController();
  underWay.set(id, controller);
  try {
    const value = await (await dispatch!)(message.request, controller.signal);
    parent.send({ kind: 'result', id, value });
  } catch (error) {
    parent.send({ kind: 'error', id, message: error instanceof Error ? error.message : String(error) });
  } finally {
    underWay.delete(id);
  }
}

connection.onMessage((message) => void answer(message as ToChild));

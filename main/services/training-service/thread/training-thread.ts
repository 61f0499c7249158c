/**
 * A thread for what a training computes outside the engine: making batches, building graphs, drawing intervals. In the
 * thread of the workstation a large network would hold up every reader for seconds.
 */
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Outcome } from '../../../domain/outcome.ts';
import type { EpochRecord } from '../../../domain/training/training.ts';
import type { Engine } from '../../../runtime/engine.ts';
import type { TrainProgress } from '../../training/settings/train-settings.ts';
import { serveEngine, type EnginePort } from './engine-port.ts';
import type { FromThread, TaskName, ThreadTasks, ToThread } from './thread-messages.ts';

export interface TaskHooks {
  readonly engine?: Engine | undefined;
  readonly onProgress?: ((progress: TrainProgress) => void) | undefined;
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly pause?: AbortSignal | undefined;
}

export interface TrainingThread {
  /** Several at a time if need be. Rejects for a bug, and where the thread ends first or has ended. */
  run<Name extends TaskName>(
    name: Name,
    input: ThreadTasks[Name]['input'],
    hooks?: TaskHooks,
  ): Promise<Outcome<ThreadTasks[Name]['result']>>;
  /** By itself, such as for want of memory, or closed: another thread has to be opened. */
  hasEnded(): boolean;
  close(): Promise<void>;
}

interface Running {
  readonly hooks: TaskHooks;
  readonly resolve: (outcome: Outcome<unknown>) => void;
  readonly reject: (error: Error) => void;
}

/** In a bundle the thread's program lies beside this one, as JavaScript. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? './training-worker.ts' : './training-worker.js',
  import.meta.url,
);

export function openTrainingThread(): TrainingThread {
  const worker = new Worker(entry, { execArgv: [] });
  const running = new Map<number, Running>();
  let count = 0;
  let isOver = false;

  worker.on('message', (message: FromThread) => {
    const task = running.get(message.id);
    switch (message.kind) {
      case 'progress':
        return task?.hooks.onProgress?.(message.progress);
      case 'epoch':
        return task?.hooks.onEpoch?.(message.record);
      case 'result':
        return task?.resolve(message.outcome);
      case 'bug':
        return task?.reject(Object.assign(new Error(message.message), { stack: message.stack }));
    }
  });
  const ended = 'The thread of the training ended';
  const end = (error: Error): void => {
    isOver = true;
    running.forEach(({ reject }) => reject(error));
  };
  worker.on('error', (error: Error) => end(error));
  worker.on('exit', () => end(new Error(ended)));
  return {
    async run(name, input, hooks = {}) {
      if (isOver) throw new Error(ended);
      const id = ++count;
      const served = hooks.engine === undefined ? null : portTo(hooks.engine);
      const ask = (kind: 'stop' | 'pause') => (): void => worker.postMessage({ kind, id } satisfies ToThread);
      const [stop, pause] = [ask('stop'), ask('pause')];
      const outcome = new Promise<Outcome<unknown>>((resolve, reject) => running.set(id, { hooks, resolve, reject }));
      worker.postMessage({ kind: 'task', id, name, input, engine: served }, served === null ? [] : [served.port]);
      hooks.signal?.addEventListener('abort', stop);
      hooks.pause?.addEventListener('abort', pause);
      if (hooks.signal?.aborted) stop();
      if (hooks.pause?.aborted) pause();
      try {
        return (await outcome) as Outcome<never>;
      } finally {
        hooks.signal?.removeEventListener('abort', stop);
        hooks.pause?.removeEventListener('abort', pause);
        running.delete(id);
      }
    },
    hasEnded: () => isOver,
    close: async () => void (await worker.terminate()),
  };
}

function portTo(engine: Engine): EnginePort {
  const { port1, port2 } = new MessageChannel();
  serveEngine(engine, port1);
  const { provider, runtimeVersion, channelBlock } = engine;
  return { port: port2, provider, runtimeVersion, channelBlock };
}

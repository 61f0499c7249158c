/** The thread of `training-thread.ts`: does the tasks that it is given, and says how they go. */
import { parentPort } from 'node:worker_threads';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { designTraining } from '../../training/planning/design-training.ts';
import { trainModel } from '../../training/train-model.ts';
import type { TrainingHooks } from '../../training/loop/trainer.ts';
import { describeTraining } from '../preview/describe-training.ts';
import { engineBehind } from './engine-port.ts';
import { estimateTraining } from '../preview/estimate-training.ts';
import { previewAugmentation } from '../preview/preview-augmentation.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

type Task = Extract<ToThread, { kind: 'task' }>;

interface Wishes {
  readonly stop: AbortController;
  readonly pause: AbortController;
}

const running = new Map<number, Wishes>();

const tell = (message: FromThread): void => parentPort?.postMessage(message);

async function perform(task: Task, engine: Engine | null, { stop, pause }: Wishes): Promise<Outcome<unknown>> {
  const { id } = task;
  switch (task.name) {
    case 'describe': {
      const design = await designTraining(task.input, 'sketch');
      return design.ok ? describeTraining(design.value) : design;
    }
    case 'preview':
      return previewAugmentation(task.input);
    case 'estimate':
      return estimateTraining(task.input, { engine: engine!, signal: stop.signal });
    case 'train': {
      const hooks: TrainingHooks = {
        engine: engine!,
        onProgress: (progress) => tell({ kind: 'progress', id, progress }),
        onEpoch: (record) => tell({ kind: 'epoch', id, record }),
        signal: stop.signal,
        pause: pause.signal,
      };
      return trainModel(task.input, hooks);
    }
  }
}

async function begin(task: Task): Promise<void> {
  const { id } = task;
  const wishes = { stop: new AbortController(), pause: new AbortController() };
  running.set(id, wishes);
  const engine = task.engine === null ? null : engineBehind(task.engine);
  try {
    tell({ kind: 'result', id, outcome: await perform(task, engine, wishes) });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ kind: 'bug', id, message, stack });
  } finally {
    running.delete(id);
    await engine?.close();
  }
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'task') void begin(message);
  else running.get(message.id)?.[message.kind].abort();
});

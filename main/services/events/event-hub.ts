import type { WorkstationEvent } from '../../contract/contract.ts';

/** The time between two signs of life. */
const ALIVE_EVERY_MS = 2000;

export interface EventHub {
  publish(event: WorkstationEvent): void;
  /** Every event from now on, until the signal or the end of the loop. */
  subscribe(signal?: AbortSignal): AsyncGenerator<WorkstationEvent, void, undefined>;
  /** Ends what runs while somebody listens. */
  close(): void;
}

/** Most events that wait for one slow listener. */
const QUEUE_LIMIT = 256;

/** Events with the same key tell of the same thing: only the newest matters. */
function keyOf(event: WorkstationEvent): string {
  if (event.type === 'job') return `job ${event.job.id}`;
  if (event.type === 'datasetChanged') return `dataset ${event.datasetId}`;
  if (event.type === 'saliencyChecksChanged') return `saliencyChecks ${event.model}`;
  if (event.type === 'studyChanged') return `study ${event.studyId}`;
  if (event.type === 'trainingChanged') return `training ${event.training}`;
  if (event.type === 'trainingProgress') return `progress of training ${event.progress.training}`;
  return event.type;
}

/** A listener's queue: newer news replaces older news of the same thing, so it stays short. */
class Listener {
  readonly #waiting = new Map<string, WorkstationEvent>();
  #wake: () => void = () => undefined;

  put(event: WorkstationEvent): void {
    const key = keyOf(event);
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
    if (this.#waiting.size > QUEUE_LIMIT) this.#waiting.delete(this.#waiting.keys().next().value!);
    this.#wake();
  }
  take(): WorkstationEvent | undefined {
    const first = this.#waiting.entries().next().value;
    if (first === undefined) return undefined;
    this.#waiting.delete(first[0]);
    return first[1];
  }
  /** Resolves at the next event, or at `stop`. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
  readonly stop = (): void => this.#wake();
}

/** `whileHeard` is called when the first listener comes, and what it returns when the last one is gone. */
export function createEventHub(whileHeard: () => () => void = () => () => undefined): EventHub {
  const listeners = new Set<Listener>();
  let close = (): void => undefined;
  const publish = (event: WorkstationEvent): void => listeners.forEach((listener) => listener.put(event));
  function begin(): () => void {
    const end = whileHeard();
    const timer = setInterval(() => publish({ type: 'alive' }), ALIVE_EVERY_MS);
    return () => {
      clearInterval(timer);
      end();
    };
  }
  async function* listen(listener: Listener, signal?: AbortSignal): AsyncGenerator<WorkstationEvent, void, undefined> {
    signal?.addEventListener('abort', listener.stop);
    try {
      while (signal?.aborted !== true) {
        const event = listener.take();
        if (event === undefined) await listener.wait();
        else yield event;
      }
    } finally {
      signal?.removeEventListener('abort', listener.stop);
      listeners.delete(listener);
      if (listeners.size === 0) close();
    }
  }
  return {
    publish,
    subscribe(signal) {
      const listener = new Listener();
      if (listeners.size === 0) close = begin();
      // Now, not at the first `next`: nothing may be missed in between.
      listeners.add(listener);
      return listen(listener, signal);
    },
    close: () => close(),
  };
}

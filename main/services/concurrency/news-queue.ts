/** Values that one piece of work puts and another takes, in their order, none left out. */
export interface NewsQueue<T> {
  put(value: T): void;
  /** No more will come. */
  end(): void;
  /** Until the end, or until the reader leaves; after that, what is put is dropped. */
  read(): AsyncGenerator<T, void, undefined>;
}

export function createNewsQueue<T>(): NewsQueue<T> {
  let waiting: T[] = [];
  let hasEnded = false;
  let isRead = true;
  let wake = (): void => undefined;
  return {
    put(value) {
      if (isRead) waiting.push(value);
      wake();
    },
    end() {
      hasEnded = true;
      wake();
    },
    async *read() {
      try {
        for (;;) {
          const taken = waiting;
          waiting = [];
          yield* taken;
          if (waiting.length > 0) continue;
          if (hasEnded) return;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        isRead = false;
        waiting = [];
      }
    },
  };
}

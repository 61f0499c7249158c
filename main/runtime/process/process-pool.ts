/**
 * Processes of one program over one typed port, for work on what comes from outside: each does one piece of work at a time,
 * and is ended when that takes too long or when all of them together take too much memory. The work beside it goes on.
 */
import { wrap } from 'comlink';
import { fileURLToPath } from 'node:url';
import { programOf, type WorkerName } from '../threads/workers.ts';
import { forkChild, type Child, type LaunchChild } from './fork-child.ts';
import { messageEndpoint } from './message-endpoint.ts';

export interface PoolLimits {
  /** For one piece of work. */
  readonly seconds: number;
  /** For all processes together. */
  readonly megabytes: number;
}

export interface PoolOptions {
  readonly program: WorkerName | URL;
  /** As a list of the system's processes calls them. */
  readonly name: string;
  /** Processes at once. They are started when they are needed, and end when they have had nothing to do for a while. */
  readonly size: number;
  /** Asked before each piece of work. */
  readonly limits: () => PoolLimits;
  readonly launch?: LaunchChild | undefined;
}

export interface ProcessPool<Api> extends AsyncDisposable {
  /**
   * Arguments and results are plain values. Rejects as the call does, and with an `OverBudgetError` where its process had to be
   * ended, or ended by itself twice.
   */
  call<Result>(work: (api: Api) => Promise<Result>): Promise<Result>;
}

export class OverBudgetError extends Error {
  override readonly name: string = 'OverBudgetError';
  readonly limit: 'time' | 'memory' | 'ended';

  constructor(limit: OverBudgetError['limit']) {
    super(`The process had to be ended, or ended by itself: ${limit}`);
    this.limit = limit;
  }
}

interface Job<Api> {
  readonly work: (api: Api) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** After it had to be ended for memory beside others: whether it was to blame is seen when it has all of it. */
  isAlone: boolean;
  endings: number;
}

interface Seat<Api> {
  readonly child: Child;
  readonly api: Api;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  bytes: number;
  job: Job<Api> | null;
  /** Why its process was ended from here. */
  fate: 'time' | 'memory' | 'closed' | null;
  idleTimer: NodeJS.Timeout | undefined;
}

function openSeat<Api>(child: Child): Seat<Api> {
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const onMessage: Child['onMessage'] = (listener) =>
    child.onMessage((message) => {
      ready.resolve();
      listener(message);
    });
  child.onExit(() => {
    ended.resolve();
    ready.resolve();
  });
  const api = wrap(messageEndpoint((message) => child.send(message), onMessage)) as Api;
  return {
    child,
    api,
    ready: ready.promise,
    ended: ended.promise,
    bytes: 0,
    job: null,
    fate: null,
    idleTimer: undefined,
  };
}

const IDLE_MS = 60_000;

export function openProcessPool<Api>({
  program,
  name,
  size,
  limits,
  launch = forkChild,
}: PoolOptions): ProcessPool<Api> {
  const entry = fileURLToPath(typeof program === 'string' ? programOf(program) : program);
  const seats = new Set<Seat<Api>>();
  const queue: Job<Api>[] = [];
  let isClosed = false;

  function open(): Seat<Api> {
    const seat = openSeat<Api>(launch(entry, { name, reportsMemory: true }));
    seat.child.onMemory((bytes) => {
      seat.bytes = bytes;
      watchMemory();
    });
    void seat.ended.then(() => {
      seats.delete(seat);
      takeBack(seat);
      begin();
    });
    seats.add(seat);
    return seat;
  }
  function end(seat: Seat<Api>, fate: NonNullable<Seat<Api>['fate']>): void {
    clearTimeout(seat.idleTimer);
    seat.fate ??= fate;
    seat.child.kill();
  }
  /** Ends what has nothing to do first, then what has most. */
  function watchMemory(): void {
    const living = [...seats].filter(({ fate }) => fate === null);
    const bytes = living.reduce((sum, seat) => sum + seat.bytes, 0);
    if (bytes <= 1e6 * limits().megabytes) return;
    const idle = living.filter(({ job }) => job === null);
    const [largest] = (idle.length > 0 ? idle : living).toSorted((a, b) => b.bytes - a.bytes);
    if (largest !== undefined) end(largest, 'memory');
  }
  /** The work of a process that has ended is done again where that may help. */
  function takeBack(seat: Seat<Api>): void {
    const { job, fate } = seat;
    seat.job = null;
    if (job === null) return;
    if (fate === 'time') return job.reject(new OverBudgetError('time'));
    if (fate === 'closed') return job.reject(new OverBudgetError('ended'));
    if (fate === null && ++job.endings > 1) return job.reject(new OverBudgetError('ended'));
    if (fate === 'memory' && job.isAlone) return job.reject(new OverBudgetError('memory'));
    job.isAlone ||= fate === 'memory';
    queue.unshift(job);
  }
  function begin(): void {
    while (!isClosed && queue.length > 0) {
      const busy = [...seats].filter(({ job, fate }) => job !== null || fate !== null);
      const isAloneWanted = queue[0]!.isAlone && busy.length > 0;
      if (isAloneWanted || busy.length >= size || busy.some(({ job }) => job?.isAlone)) return;
      const job = queue.shift()!;
      const idle = [...seats].filter((seat) => seat.job === null && seat.fate === null);
      if (job.isAlone) for (const other of idle.splice(1)) end(other, 'closed');
      void run(idle[0] ?? open(), job);
    }
  }
  async function run(seat: Seat<Api>, job: Job<Api>): Promise<void> {
    clearTimeout(seat.idleTimer);
    seat.job = job;
    await seat.ready;
    if (seat.job !== job) return;
    const timer = setTimeout(() => end(seat, 'time'), 1000 * limits().seconds);
    const settle = (tell: () => void): void => {
      if (seat.job !== job) return;
      seat.job = null;
      // Before whoever asked hears of it: the next piece of work may come at once, and must not meet a process that is to end.
      rest(seat);
      tell();
    };
    try {
      const answer = job.work(seat.api).then(
        (value) => settle(() => job.resolve(value)),
        (error: unknown) => settle(() => job.reject(error)),
      );
      await Promise.race([answer, seat.ended]);
    } finally {
      clearTimeout(timer);
    }
    begin();
  }
  /** A process that has grown is not kept: what it has it may not give back. */
  function rest(seat: Seat<Api>): void {
    if (seat.fate !== null || !seats.has(seat)) return;
    if (seat.bytes > (1e6 * limits().megabytes) / (2 * size)) return end(seat, 'closed');
    seat.idleTimer = setTimeout(() => end(seat, 'closed'), IDLE_MS).unref();
  }
  return {
    call: (work) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new OverBudgetError('ended'));
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject, isAlone: false, endings: 0 });
        begin();
      }),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const job of queue.splice(0)) job.reject(new OverBudgetError('ended'));
      const living = [...seats];
      for (const seat of living) end(seat, 'closed');
      await Promise.all(living.map(({ ended }) => ended));
    },
  };
}

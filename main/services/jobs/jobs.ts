import { jobId, type JobId } from '../../domain/ids.ts';
import { createPauseGate, type PauseGate, type Pauses } from './pause-gate.ts';
import { faultOf, FaultError } from '../../domain/faults/fault.ts';
import { toCodedMessage, type CodedMessage } from '../../domain/messages/coded-message.ts';
import type { Note } from '../../domain/messages/note.ts';
import type { WorkPhase } from '../../domain/messages/work-phase.ts';
import type { WorkTitle } from '../../domain/messages/work-title.ts';
import { isUnderWay, type FileOutcome, type Job, type JobState } from '../../domain/job.ts';

/** Reports from a piece of work to its job. */
export interface JobProgress {
  /** The number of files, images or steps, once they are counted. */
  count(total: number): void;
  /** @param isKnown what was known before took no time and says nothing of how long the rest takes */
  add(outcome: FileOutcome, isKnown?: boolean): void;
  /** For work that is not about files: how much of the total is done; the pace where the work knows it better. */
  advance(done: number, pace?: Pace): void;
  /** The phase that it is in; null where the counts say enough. */
  say(doing: WorkPhase | null): void;
  /** From here on the work can rest when a person wants it to. */
  pausable(): Pauses;
  /** The page that shows what the work made. */
  link(route: string): void;
  /** Adds notes on what was left out or went otherwise than asked. */
  note(notes: readonly Note[]): void;
}

/** The pace of the whole job, and the time until its end. */
export type Pace = Pick<Job, 'rate' | 'secondsLeft'>;

export interface Jobs {
  /** Begins the work and returns at once. A FaultError ends it as failed with its fault; anything else thrown is a bug. */
  start(kind: Job['kind'], title: WorkTitle, work: (progress: JobProgress, signal: AbortSignal) => Promise<void>): Job;
  /** Resolves when the job has ended, to how it ended; undefined when there is none. */
  ended(id: JobId): Promise<Job | undefined>;
  /** Newest first. */
  list(): readonly Job[];
  /** The job as it stands after the request; undefined when there is none. One that has ended stays as it is. */
  cancel(id: JobId): Job | undefined;
  /** Asks the work to rest; what can't be paused goes on. Otherwise as `cancel`. */
  pause(id: JobId): Job | undefined;
  resume(id: JobId): Job | undefined;
  /** Forgets the jobs that have ended. */
  clear(): readonly Job[];
  /** Cancels what runs, and resolves when it has ended. */
  close(): Promise<void>;
}

export interface JobsOptions {
  readonly clock: () => Date;
  readonly onChange: (job: Job) => void;
  /** A bug in the work; the job fails with `job.unexpected`. */
  readonly onBug: (error: unknown) => void;
}

/** The rate is that of the last files within this time. */
const RATE_WINDOW_MS = 10_000;

/** Files a second, from the number finished within the window; null until there is something to say. */
function rateOf(recent: number, since: number, now: number): number | null {
  const elapsedMs = Math.min(RATE_WINDOW_MS, now - since);
  return elapsedMs <= 0 ? null : (recent * 1000) / elapsedMs;
}

function paceOf(done: number, total: number | null, seconds: number): Pace {
  const rate = seconds <= 0 ? null : done / seconds;
  const left = total === null ? null : Math.max(0, total - done);
  return { rate, secondsLeft: rate === null || rate === 0 || left === null ? null : left / rate };
}

/** A job with one more file done. */
function withOutcome(job: Job, outcome: FileOutcome, rate: number | null): Job {
  const done = job.done + 1;
  const left = job.total === null ? null : Math.max(0, job.total - done);
  return {
    ...job,
    done,
    [outcome.status]: job[outcome.status] + 1,
    rate,
    secondsLeft: rate === null || left === null ? null : left / rate,
    firstFailed: job.firstFailed ?? (outcome.status === 'failed' ? outcome : null),
  };
}

const unexpected: CodedMessage = faultOf('job.unexpected', {});

interface RunningJob {
  job: Job;
  pauseGate: PauseGate | null;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export function createJobs({ clock, onChange, onBug }: JobsOptions): Jobs {
  const running = new Map<JobId, RunningJob>();
  let started = 0;

  function follow(id: JobId): (change: (job: Job) => Job) => void {
    return (change) => {
      const entry = running.get(id);
      if (entry === undefined) return;
      entry.job = change(entry.job);
      onChange(entry.job);
    };
  }
  function pausesOf(id: JobId, update: (change: (job: Job) => Job) => void): Pauses {
    const entry = running.get(id)!;
    entry.pauseGate ??= createPauseGate((state) => update((job) => ({ ...job, state })), entry.controller.signal);
    update((job) => ({ ...job, canPause: true }));
    return entry.pauseGate;
  }
  function progressOf(id: JobId, update: (change: (job: Job) => Job) => void): JobProgress {
    const since = clock().getTime();
    let moments: readonly number[] = [];
    return {
      count: (total) => update((job) => ({ ...job, total })),
      add(outcome, isKnown = false) {
        const now = clock().getTime();
        moments = [...moments.filter((moment) => now - moment <= RATE_WINDOW_MS), ...(isKnown ? [] : [now])];
        const rate = moments.length === 0 ? null : rateOf(moments.length, since, now);
        update((job) => withOutcome(job, outcome, rate));
      },
      advance(done, pace) {
        const seconds = (clock().getTime() - since) / 1000;
        update((job) => ({ ...job, done, ...(pace ?? paceOf(done, job.total, seconds)) }));
      },
      say: (doing) => update((job) => ({ ...job, doing })),
      pausable: () => pausesOf(id, update),
      link: (route) => update((job) => ({ ...job, link: route })),
      note: (notes) => update((job) => ({ ...job, notes })),
    };
  }
  const list = (): readonly Job[] => [...running.values()].map((entry) => entry.job).toReversed();
  return {
    start(kind, title, work) {
      const id = jobId.parse(`${kind}-${++started}`);
      const controller = new AbortController();
      const update = follow(id);
      const end = (state: JobState, error: CodedMessage | null = null): void =>
        update((job) => ({ ...job, state, error, doing: null, canPause: false, secondsLeft: null }));
      // A turn later, so that the job is in the list before its work begins.
      const ended = Promise.resolve()
        .then(() => (controller.signal.aborted ? undefined : work(progressOf(id, update), controller.signal)))
        .then(
          () => end(controller.signal.aborted ? 'cancelled' : 'done'),
          (error: unknown) => {
            if (controller.signal.aborted && error === controller.signal.reason) return end('cancelled');
            if (error instanceof FaultError) return end('failed', toCodedMessage(error.fault));
            onBug(error);
            end('failed', unexpected);
          },
        );
      running.set(id, { job: newJob(id, kind, title, clock()), pauseGate: null, controller, ended });
      update((job) => job);
      return running.get(id)!.job;
    },
    async ended(id) {
      const entry = running.get(id);
      await entry?.ended;
      return entry?.job;
    },
    list,
    cancel(id) {
      running.get(id)?.controller.abort();
      return running.get(id)?.job;
    },
    pause(id) {
      running.get(id)?.pauseGate?.pause();
      return running.get(id)?.job;
    },
    resume(id) {
      running.get(id)?.pauseGate?.resume();
      return running.get(id)?.job;
    },
    clear() {
      for (const [id, { job }] of running) if (!isUnderWay(job)) running.delete(id);
      return list();
    },
    async close() {
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map((entry) => entry.ended));
    },
  };
}

function newJob(id: JobId, kind: Job['kind'], title: WorkTitle, now: Date): Job {
  return {
    id,
    kind,
    title,
    state: 'running',
    doing: null,
    canPause: false,
    total: null,
    done: 0,
    scored: 0,
    refused: 0,
    failed: 0,
    ignored: 0,
    rate: null,
    secondsLeft: null,
    firstFailed: null,
    error: null,
    startedAt: now.toISOString(),
    link: null,
  };
}

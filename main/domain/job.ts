import type { JobId } from './ids.ts';

export type JobState = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export type JobKind = 'screen' | 'audit' | 'combine' | 'evaluate' | 'saliencyCheck' | 'train';

/** The outcome of one file of a job. */
export interface FileOutcome {
  /** Absolute. */
  readonly path: string;
  readonly status: 'scored' | 'refused' | 'failed';
  readonly reason?: string;
  /** The path of an image that was imported before and has the same bytes. */
  readonly sameAs?: string;
}

/** Work that takes longer than two seconds, as the job tray shows it. */
export interface Job {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly title: string;
  readonly state: JobState;
  /** A few words on what it does now, such as `epoch 3 of 10`; null where the counts say enough. */
  readonly doing: string | null;
  /** Whether the job can be paused and go on. */
  readonly canPause: boolean;
  /** Files, images or steps, as its kind says; null while they are still being counted. */
  readonly total: number | null;
  readonly done: number;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
  /** Files, images or steps a second, over the last seconds. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** The refused and failed files, newest last, at most the first 500. */
  readonly problems: readonly FileOutcome[];
  /** Sentences on what was left out or went otherwise than asked, of work that has some. */
  readonly notes?: readonly string[];
  /** Set when the state is 'failed'. */
  readonly error: string | null;
  readonly startedAt: string;
  /** Route of the page that shows what it made, such as `/evaluate/3`; null before there is something. */
  readonly link: string | null;
}

/** Not ended yet. */
export const isUnderWay = ({ state }: Pick<Job, 'state'>): boolean => state === 'running' || state === 'paused';

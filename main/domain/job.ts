import type { JobId } from './ids.ts';
import type { CodedMessage } from './messages/coded-message.ts';
import type { Note } from './messages/note.ts';
import type { WorkPhase } from './messages/work-phase.ts';
import type { WorkTitle } from './messages/work-title.ts';

export type JobState = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export type JobKind = 'screen' | 'audit' | 'combine' | 'evaluate' | 'saliencyCheck' | 'train';

interface FileOfJob {
  /** Absolute. */
  readonly path: string;
  /** The path of an image that was imported before and has the same bytes. */
  readonly sameAs?: string;
}

export interface UnscoredFile extends FileOfJob {
  readonly status: 'refused' | 'failed';
  readonly fault: CodedMessage;
}

/** A file beside images that is none, such as a text; nothing is wrong with it. */
export interface IgnoredFile extends FileOfJob {
  readonly status: 'ignored';
  readonly fault: CodedMessage;
}

/** The outcome of one file of a job. */
export type FileOutcome = (FileOfJob & { readonly status: 'scored' }) | UnscoredFile | IgnoredFile;

/** Work that takes longer than two seconds, as the job tray shows it. */
export interface Job {
  readonly id: JobId;
  readonly kind: JobKind;
  readonly title: WorkTitle;
  readonly state: JobState;
  /** Null where the counts say enough. */
  readonly doing: WorkPhase | null;
  /** Whether the job can be paused and go on. */
  readonly canPause: boolean;
  /** Files, images or steps, as its kind says; null while they are still being counted. */
  readonly total: number | null;
  readonly done: number;
  readonly scored: number;
  readonly refused: number;
  readonly failed: number;
  /** Files that are no images. */
  readonly ignored: number;
  /** Files, images or steps a second, over the last seconds. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
  /** Told beside a job with failures. All files that were not scored are kept with the screening. */
  readonly firstFailed: UnscoredFile | null;
  /** Notes on what was left out or went otherwise than asked; missing for work that has none. */
  readonly notes?: readonly Note[];
  /** Set when the state is 'failed'. */
  readonly error: CodedMessage | null;
  readonly startedAt: string;
  /** Route of the page that shows what it made, such as `/evaluate/3`; null before there is something. */
  readonly link: string | null;
}

/** Not ended yet. */
export const isUnderWay = ({ state }: Pick<Job, 'state'>): boolean => state === 'running' || state === 'paused';

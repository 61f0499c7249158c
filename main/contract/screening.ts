/** Screening with what becomes of each file, for a client that follows it to its end. */
import type { InstanceId } from '../domain/ids.ts';
import type { FileOutcome, Job } from '../domain/job.ts';
import type { Finding } from '../domain/studies/study.ts';

/** The outcome of a file, with the models' findings. */
export type ScreenedFile = FileOutcome & {
  readonly predictions: readonly Finding[];
  /** Missing for a file that did not get into the casebook. */
  readonly instanceId?: InstanceId;
  /** These models had scored the same bytes before, so that it took no time. */
  readonly isKnown?: true;
};

export type ScreeningNews =
  | { readonly kind: 'started'; readonly job: Job }
  /** All files that were found, in the order in which they are screened. */
  | { readonly kind: 'found'; readonly paths: readonly string[] }
  | { readonly kind: 'file'; readonly file: ScreenedFile };

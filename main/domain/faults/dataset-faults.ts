import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Datasets, their labels and splits. */
export interface DatasetFaults {
  'dataset.no-such-image': NoDetails;
  'dataset.file-changed': NoDetails;
  'dataset.no-reads': { readonly label: string; readonly model: string };
  'dataset.no-labelled-images': { readonly dataset: string };
  'dataset.no-folder': { readonly dataset: string };
  /** A folder, or a pipe, a device or a socket. */
  'dataset.index-is-no-file': { readonly dataset: string };
  'dataset.folder-unreadable': { readonly dataset: string; readonly reason: Clause };
  'dataset.unread-label': { readonly dataset: string; readonly label: string };
  'dataset.not-found': NoDetails;
  'labels.no-such-normal-label': { readonly label: string; readonly labels: readonly string[] };
  'dataset.no-label': { readonly dataset: string };
  'dataset.one-label': { readonly dataset: string };
  'dataset.patients-in-two-splits': { readonly count: number };
  'dataset.no-image-with-label': { readonly dataset: string; readonly split: 'train' | 'val'; readonly label: string };
  'dataset.no-image-without-label': {
    readonly dataset: string;
    readonly split: 'train' | 'val';
    readonly label: string;
  };
}

import type { Clause } from '../messages/clause.ts';
import type { NoDetails } from '../messages/coded-message.ts';

/** Faults that keep a training from beginning or from ending with a model. */
export interface TrainingFaults {
  /** It rests, with what it learnt in its checkpoint. */
  'training.paused': NoDetails;
  /** Stopped by a person before there was a best epoch. */
  'training.stopped-early': NoDetails;
  'training.engine-stopped': NoDetails;
  'training.engine-stopped-twice': NoDetails;
  /** The checkpoint holds the training so far. */
  'training.engine-stopped-later': NoDetails;
  'training.out-of-memory': NoDetails;
  /** @see https://nodejs.org/api/errors.html#common-system-errors for the codes, such as ENOSPC. */
  'training.not-writable': { readonly systemCode: string };
  'training.diverged': NoDetails;
  'training.network-too-large': { readonly gigabytes: number };
  'training.not-differentiable': { readonly operator: string; readonly node: string };
  'training.network-unusable': { readonly reason: Clause };
  /** A normalisation layer would see one number of each channel at a time. */
  'training.lone-images': { readonly layer: string };
  /** A folder of this name is there, and no model is in it. */
  'training.no-model-folder': { readonly model: string };
  'training.folder-not-writable': { readonly model: string; readonly systemCode: string };
  'training.checkpoint-unreadable': { readonly folder: string };
  /** Data, settings or network are not those that it began with. */
  'training.other-checkpoint': { readonly folder: string };
  'training.no-data': NoDetails;
  'training.foreign-labels': { readonly dataset: string; readonly labels: readonly string[]; readonly primary: string };
  'training.too-few-findings': NoDetails;
  'training.several-labels': NoDetails;
  'training.weights-without-network': { readonly file: string };
  'network.unknown': { readonly network: string; readonly known: readonly string[] };
  'network.not-possible': { readonly reason: Clause };
  'settings.idle-rate': { readonly pattern: string };
  'training.no-base-model': { readonly model: string };
  'settings.no-such-recipe': { readonly recipe: string; readonly close: readonly string[] };
  'settings.not-possible': { readonly faults: readonly Clause[] };
  'settings.class-weights': { readonly given: number; readonly labels: readonly string[] };
  'training.engine-busy': NoDetails;
  'training.base-gone': { readonly model: string };
  'training.not-found': NoDetails;
  'training.through': NoDetails;
  'training.under-way': NoDetails;
  'training.name-taken': { readonly model: string };
  'training.trial-unreadable': { readonly dataset: string };
  'training.base-no-card': { readonly model: string };
  'training.base-bad-card': { readonly model: string };
  'training.base-file-closed': { readonly model: string };
  'training.base-graph': { readonly model: string; readonly reason: Clause };
  'settings.accumulate-beyond-batch': { readonly batch: number; readonly accumulate: number };
  'settings.log-softmax-together': NoDetails;
}

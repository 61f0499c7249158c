import type { PlainFault } from './plain-fault.ts';
import type { NoDetails } from './program-faults.ts';

/** What can keep a training from beginning or from ending with a model. */
export interface TrainingFaults {
  /** It rests, with what it learnt in its checkpoint. */
  'training.paused': NoDetails;
  /** Stopped by a person before there was a best epoch. */
  'training.stopped-early': NoDetails;
  'training.engine-stopped': NoDetails;
  'training.engine-stopped-twice': NoDetails;
  'training.out-of-memory': NoDetails;
  /** @see https://nodejs.org/api/errors.html#common-system-errors for the codes, such as ENOSPC. */
  'training.not-writable': { readonly systemCode: string };
  'training.diverged': NoDetails;
  'training.network-too-large': { readonly gigabytes: number };
  'training.not-differentiable': { readonly operator: string; readonly node: string };
  'training.network-unusable': { readonly fault: PlainFault };
  /** A normalisation layer would see one number of each channel at a time. */
  'training.lone-images': { readonly layer: string };
  /** A folder of this name is there, and no model is in it. */
  'training.no-model-folder': { readonly model: string };
  'training.folder-not-writable': { readonly model: string; readonly systemCode: string };
  'training.checkpoint-unreadable': { readonly folder: string };
  /** Data, settings or network are not those that it began with. */
  'training.other-checkpoint': { readonly folder: string };
}

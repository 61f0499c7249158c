import type { CodedMessage, NoDetails } from './coded-message.ts';

/** Trainings, their data and their networks. */
export interface TrainingNotes {
  'dataset.file-left-out': { readonly dataset: string; readonly file: string; readonly fault: CodedMessage };
  /** The patients of some images, and of all. */
  'training.some-patients-unknown': { readonly dataset: string; readonly count: number; readonly images: number };
  'training.patients-unknown': { readonly dataset: string };
  'training.new-head': { readonly model: string; readonly labels: readonly string[] };
  /** The epochs that there were, and the best of them, from 1. */
  'training.ended-no-better': { readonly epochs: number; readonly best: number };
  'training.ended-by-hand': { readonly epochs: number; readonly best: number };
  'training.ended-diverged': { readonly epochs: number; readonly best: number };
  'training.ended-engine-stop': { readonly epochs: number; readonly best: number };
  'training.can-go-on': NoDetails;
}

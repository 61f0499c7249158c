import type { ListedDataset } from '../datasets/training-split/learning-list.ts';
import type { Note } from '../../domain/messages/note.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';

export interface CombineOptions {
  /** Folders, ONNX files' cards beside them, or names of installed models: one is calibrated anew, several are averaged. */
  readonly models: readonly string[];
  /**
   * Datasets, or folders with an index.csv, that say who is for validation. The first one's decide; the others are
   * measured too.
   */
  readonly data: readonly (string | ListedDataset)[];
  /** The new model's folder; its name is the model's id. */
  readonly out: string;
  /** Whether changed copies of the validation images count as much as these. */
  readonly shiftedValidation: boolean;
  /** Share of the positive cases that the operating point finds. */
  readonly sensitivity: number;
  /** As typed, for the card. */
  readonly command: string;
  /** Folders in which models are installed. */
  readonly modelPlaces?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  readonly intendedUse?: string | undefined;
  /** Limits that only a person knows; the members' own are not taken over. */
  readonly limits?: readonly string[] | undefined;
  readonly licence?: string | undefined;
}

export interface CombineResult {
  readonly card: ModelCard;
  readonly folder: string;
  /** Files that were left out. */
  readonly notes: readonly Note[];
}

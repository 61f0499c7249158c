/** The choices of a person who brings in a model. */
import type { Note } from '../../domain/messages/note.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Engine } from '../../runtime/engine.ts';

export interface ImportOptions {
  /** Basename of the file, for the card. */
  readonly fileName: string;
  /** As typed, for the card. */
  readonly command: string;
  /** In the order of the logits. */
  readonly labels: readonly string[];
  /** The architecture of a weight file; none for an ONNX file. */
  readonly network?: string | undefined;
  /** The model's name; the file's where left out. */
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly licence?: string | undefined;
  /** `sigmoid` where labels may be there together; needed where the file gives logits and nothing tells. */
  readonly activation?: 'softmax' | 'sigmoid' | undefined;
  /** The label that stands for "nothing found"; guessed from the usual names when left out. */
  readonly normalLabel?: string | undefined;
  /** A new last layer, whatever the file has. */
  readonly replaceHead?: boolean | undefined;
  /** Height and width of the input, pixels. */
  readonly size?: number | undefined;
  readonly channels?: 1 | 3 | undefined;
  /** Names of an ONNX graph's values. */
  readonly input?: string | undefined;
  readonly logits?: string | undefined;
  readonly heatmap?: string | undefined;
  readonly intensity?: 'percentile' | 'voi' | undefined;
  readonly resize?: Preprocessing['resize'] | undefined;
  /** The network's own for a weight file, ImageNet's for an ONNX file where left out. */
  readonly normalisation?: Preprocessing['normalisation'] | undefined;
}

/** Enough to read a model. */
export type ReadOptions = Omit<ImportOptions, 'command'>;

export interface ImportTools {
  /** Runs the model once: one that can't run is not taken. */
  readonly engine: Engine;
  /** Where the model's folder is made. */
  readonly place: string;
  /** Names that are taken. */
  readonly installed: readonly string[];
}

/** A model in the form of model folders, from whatever file. */
export interface ImportedModel {
  readonly model: Uint8Array;
  readonly network: {
    readonly name: string;
    readonly parameters: number;
    readonly hyperParameters: Readonly<Record<string, unknown>>;
  };
  readonly values: { readonly input: string; readonly logits: string; readonly heatmap?: string | undefined };
  readonly preprocessing: Preprocessing;
  /** `sigmoid` where labels may be there together. */
  readonly activation: 'softmax' | 'sigmoid';
  /** Whether a part of it has random values. */
  readonly isUntrained: boolean;
  /** Anything done or assumed. */
  readonly notes: readonly Note[];
}

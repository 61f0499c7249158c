/** A training's task, and its result. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { EpochRecord, TrainingEnd } from '../../../domain/training/training.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import type { LabelledImage } from '../batches/make-batch.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';
import type { Tensor } from '../../../domain/tensor.ts';

/** Parameters and running statistics by their names in the forward graph: those that training changes. */
export type Weights = ReadonlyMap<string, Tensor>;

export interface TrainingTask {
  /** Inference form; see `Network`. */
  readonly forward: Graph;
  /** Number of labels. */
  readonly labels: number;
  readonly training: readonly LabelledImage[];
  /** The validation images of the first data set. */
  readonly validation: readonly LabelledImage[];
  /** Changed copies of them, which count as much; none where left out. */
  readonly shifted?: readonly LabelledImage[];
  readonly spec: Preprocessing;
  readonly settings: TrainSettings;
  /** Names of the parameters that learn; all where left out. */
  readonly trainable?: readonly string[];
  /** Parameter → what its learning rate is multiplied by; 1 where left out. */
  readonly rates?: ReadonlyMap<string, number>;
  /** One factor a label. */
  readonly classWeights?: readonly number[] | undefined;
}

export interface Trained {
  /** Averaged weights of the best epoch. */
  readonly weights: Weights;
  readonly epochs: readonly EpochRecord[];
  readonly endedBy: TrainingEnd;
  /** Spent on it, also before an interruption. */
  readonly seconds: number;
}

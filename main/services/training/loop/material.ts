/** The images that a training feeds its learner and judges it by, or features of them that never change. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Random } from '../../../domain/statistics/random.ts';
import type { Graph } from '../../../graph/ir/graph.ts';
import type { Engine } from '../../../runtime/engine.ts';
import { createPredictor } from '../../inference/predictor.ts';
import { scoreCases } from '../validation/score-cases.ts';
import type { ScoredCases } from '../validation/evaluate.ts';
import { subjectWith } from './learner.ts';
import { makeBatch } from '../batches/make-batch.ts';
import type { Batch, LabelledImage } from '../batches/make-batch.ts';
import type { TrainingTask, Weights } from '../task/training-task.ts';

export interface Material {
  /** The graph that learns, in inference form: the task's, or what follows its frozen part. */
  readonly forward: Graph;
  /** Spent on getting it ready. */
  readonly seconds: number;
  /** Training samples by their numbers in the task. */
  batch(samples: readonly number[], random: Random): Promise<Batch>;
  /** The validation cases, or the given ones, under the given weights, with all views of the spec. */
  score(engine: Engine, weights: Weights, spec: Preprocessing, cases?: readonly LabelledImage[]): Promise<ScoredCases>;
}

export function imagesOf(task: TrainingTask): Material {
  const { forward, training, validation, labels, spec, settings } = task;
  return {
    forward,
    seconds: 0,
    batch: (samples, random) =>
      makeBatch(
        samples.map((sample) => training[sample]!),
        { labels, spec, settings, random },
      ),
    async score(engine, weights, views, cases = validation) {
      await using predictor = createPredictor(engine);
      return await scoreCases(predictor, subjectWith(forward, weights), cases, views);
    },
  };
}

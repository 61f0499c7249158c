import type { PredictionKey } from '../../casebook/studies/prediction-repository.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Prediction } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { refuseUnsuitable } from '../../imaging/suitability.ts';
import type { OpenedFrame } from '../images/frame-cache.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { ExplainedScore, ExplainOptions, Scorer } from '../inference/scorer.ts';
import { featureFingerprint, scoringFingerprint } from '../inference/scoring-fingerprint.ts';

export interface FrameOfInstance {
  readonly instanceId: InstanceId;
  /** From 0. */
  readonly frameIndex: number;
}

/** What models say of frames of the casebook; every answer and every refusal is kept in it. */
export interface SecondRead {
  /** The prediction that this very model made of this frame before. */
  find(where: FrameOfInstance, model: InstalledModel): Prediction | undefined;
  /** The one found, or a new one. Fails with REFUSED when no model may score this frame. */
  predict(where: FrameOfInstance, opened: OpenedFrame, model: InstalledModel): Promise<Outcome<Prediction>>;
  /** Nothing is kept of an explanation. */
  explain(opened: OpenedFrame, model: InstalledModel, options: ExplainOptions): Promise<Outcome<ExplainedScore>>;
}

function keyOf({ instanceId, frameIndex }: FrameOfInstance, { card }: InstalledModel): PredictionKey {
  return {
    instanceId,
    frameIndex,
    model: card.id,
    scoringFingerprint: scoringFingerprint(card),
  };
}

export function createSecondRead(casebook: Casebook, scorer: Scorer): SecondRead {
  const find: SecondRead['find'] = (where, model) => casebook.predictions.find(keyOf(where, model));
  return {
    find,
    async predict(where, { frame, header }, model) {
      const known = find(where, model);
      if (known !== undefined) return success(known);
      const unsuitable = refuseUnsuitable(frame, header);
      if (unsuitable !== null) {
        casebook.refusals.add({
          ...where,
          model: model.card.id,
          code: unsuitable.code,
          reason: unsuitable.userMessage,
        });
        return failure('REFUSED', unsuitable.userMessage);
      }
      const scored = await scorer.score(model, frame);
      if (!scored.ok) return scored;
      const { features, ...score } = scored.value;
      if (features !== null) casebook.features.add(featureFingerprint(model.card), { ...where, vector: features });
      return success(casebook.predictions.add({ ...where, ...score, model: model.card.id, labels: model.card.labels }));
    },
    async explain({ frame, header }, model, options) {
      const unsuitable = refuseUnsuitable(frame, header);
      return unsuitable === null ? scorer.explain(model, frame, options) : failure('REFUSED', unsuitable.userMessage);
    },
  };
}

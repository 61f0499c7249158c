import type { PredictionKey } from '../../casebook/studies/prediction-repository.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Prediction } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { ScoreFlag } from '../../domain/acceptance/acceptance.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { judgeImage } from '../../imaging/acceptance/judge-image.ts';
import type { OpenedFrame } from '../images/frame-cache.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { Priority } from '../inference/predictor.ts';
import { demandsOf, prepareForAll, type JudgedImage, type PreparedImage } from '../decoding/prepare-image.ts';
import type { ExplainedScore, ExplainOptions, FeaturedScore, Scorer } from '../inference/scorer.ts';
import { featureFingerprint, scoringFingerprint } from '../inference/scoring-fingerprint.ts';

export interface FrameOfInstance {
  readonly instanceId: InstanceId;
  /** From 0. */
  readonly frameIndex: number;
}

/** A frame that a model is to score: what it has said of it before, or refuses to say, or the image as it takes it. */
export interface Pending extends FrameOfInstance {
  readonly model: InstalledModel;
  readonly known: Outcome<Prediction> | null;
  /** Null where it is known. */
  readonly image: PreparedImage | null;
  readonly flags: readonly ScoreFlag[];
}

/** A frame as far as models want it, one a model; made when it is asked for. */
export type Scorable = (models: readonly InstalledModel[]) => readonly JudgedImage[];

export function scorableOf({ frame, header }: OpenedFrame): Scorable {
  return (models) =>
    prepareForAll(
      frame,
      header,
      models.map(({ card }) => demandsOf(card)),
    );
}

/** Predictions for frames of the casebook; every answer and every refusal is kept in it. */
export interface SecondRead {
  /** The prediction that this very model made of this frame before. */
  find(where: FrameOfInstance, model: InstalledModel): Prediction | undefined;
  /** One a model: what is to do before the engine can predict. */
  prepare(where: FrameOfInstance, scorable: Scorable, models: readonly InstalledModel[]): readonly Pending[];
  /**
   * One outcome each, in order: the prediction that was there, or a new one. All of one model go through it together.
   * Fails with `unsuitable.…` where the model may not score a frame, and as the scorer does.
   */
  predict(pending: readonly Pending[], priority: Priority): Promise<readonly Outcome<Prediction>[]>;
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
  const knownOf = (where: FrameOfInstance, model: InstalledModel): Outcome<Prediction> | null => {
    const found = find(where, model);
    return found === undefined ? null : success(found);
  };
  /** Two copies of a file in one screening are scored together: the second finds what was kept of the first. */
  function keep(
    { instanceId, frameIndex, model, flags }: Pending,
    scored: Outcome<FeaturedScore>,
  ): Outcome<Prediction> {
    const where = { instanceId, frameIndex };
    const known = knownOf(where, model);
    if (known !== null || !scored.ok) return known ?? (scored as Outcome<never>);
    const { features, ...score } = scored.value;
    const findings = score.findings.map((finding) => ({ ...finding, flags }));
    if (features !== null) casebook.features.add(featureFingerprint(model.card), { ...where, vector: features });
    return success(
      casebook.predictions.add({ ...where, ...score, findings, model: model.card.id, labels: model.card.labels }),
    );
  }
  return {
    find,
    prepare(where, scorable, models) {
      const answers = models.map((model) => ({ model, known: knownOf(where, model) }));
      const open = answers.filter(({ known }) => known === null).map(({ model }) => model);
      const judged = new Map(open.length === 0 ? [] : scorable(open).map((image, i) => [open[i]!, image]));
      return answers.map(({ model, known }): Pending => {
        const pending = { ...where, model, known, image: null, flags: [] };
        const verdict = judged.get(model);
        if (verdict === undefined) return pending;
        if (verdict.fault === null) return { ...pending, image: verdict.image, flags: verdict.flags };
        casebook.refusals.add({ ...where, model: model.card.id, fault: verdict.fault });
        return { ...pending, known: { ok: false, error: verdict.fault } };
      });
    },
    async predict(pending, priority) {
      const outcomes = pending.map(({ known }) => known);
      for (const model of new Set(pending.map((each) => each.model))) {
        const places = [...pending.keys()].filter((i) => pending[i]!.model === model && outcomes[i] === null);
        if (places.length === 0) continue;
        const images = places.map((i) => pending[i]!.image!);
        const scores = await scorer.score(model, images, { priority });
        places.forEach((place, i) => (outcomes[place] = keep(pending[place]!, scores[i]!)));
      }
      return outcomes as Outcome<Prediction>[];
    },
    async explain({ frame, header }, model, options) {
      const { fault } = judgeImage(frame, header, model.card.accepts);
      return fault === null ? scorer.explain(model, frame, options) : { ok: false, error: fault };
    },
  };
}

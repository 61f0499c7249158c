/** Frames to findings and heatmaps by installed models, with where each answer came from. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Heatmap, HeatmapChoice } from '../../contract/images.ts';
import { toFeatureVector, type FeatureVector } from '../../domain/active-learning/feature-vector.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { noteOf } from '../../domain/messages/note.ts';
import { findingsOf } from '../../domain/models/findings-of-logits.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import type { Finding, Provenance } from '../../domain/studies/study.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { chooseHeatmaps, type ModelHeatmaps } from './heatmap-choice.ts';
import { occlude } from './occlusion.ts';
import { faultThrown, logitsOf, type Answer, type PredictOptions, type Predictor } from './predictor.ts';
import { prepareImage, type PreparedImage } from '../decoding/prepare-image.ts';
import { firstRow } from './rows.ts';
import { scoringFingerprint } from './scoring-fingerprint.ts';
import { unusable } from './sessions.ts';
import { subjectOf } from './subject.ts';
import { toMap } from './maps.ts';

export interface Score {
  /** In the order of the card's labels: the mean over the views, before calibration. */
  readonly logits: readonly number[];
  readonly findings: readonly Finding[];
  readonly provenance: Provenance;
  /** Preprocessing and the image's share of its run, without waiting for the engine. */
  readonly durationMs: number;
}

export interface FeaturedScore extends Score {
  /** The last layer's features of the first view; null where the model has none, or they have no direction. */
  readonly features: FeatureVector | null;
}

export interface ExplainedScore extends Score {
  readonly heatmap: Heatmap;
}

export interface ExplainOptions {
  readonly label: string;
  /** The model's usual one where it is left out. */
  readonly method?: HeatmapMethod | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Asking = Pick<PredictOptions, 'priority' | 'signal'>;

export interface Scorer {
  /**
   * One outcome an image, in order, all prepared as the model's card says. Faults: 'engine.stopped-on-image' for an
   * image on which the engine stopped twice, 'engine.does-not-come-back' for all, 'model.cannot-run' when it can't load
   * the model.
   * @throws the signal's reason.
   */
  score(
    model: InstalledModel,
    images: readonly PreparedImage[],
    asking?: Asking,
  ): Promise<readonly Outcome<FeaturedScore>[]>;
  /**
   * The same with the heatmap of one label, in one run unless it is made by occlusion, which stands in where the model
   * does not allow the method. Faults: also 'model.no-such-label', and 'job.cancelled' at the signal.
   */
  explain(model: InstalledModel, frame: Frame, options: ExplainOptions): Promise<Outcome<ExplainedScore>>;
  /** Fault: 'model.cannot-run' when the model's file can't be read. */
  heatmapMethods(model: InstalledModel): Promise<Outcome<HeatmapChoice>>;
}

/** How a heatmap came about. */
type Origin = Pick<Heatmap, 'method' | 'fallback' | 'label' | 'covers'>;

/** Divided by its maximum; all 0 where nothing speaks for the label. */
function toHeatmap({ width, height, values }: HeatMap, origin: Origin): Heatmap {
  const maximum = values.reduce((a, b) => Math.max(a, b), 0);
  return {
    ...origin,
    width,
    height,
    values: Array.from(values, (value) => (maximum > 0 ? value / maximum : 0)),
  };
}

function isNegative(findings: readonly Finding[], label: string): boolean {
  return findings.some((finding) => finding.label === label && !finding.positive);
}

/** The method to use, and why it is not the one that was meant. */
function settle(wanted: HeatmapMethod, { refusals }: ModelHeatmaps): Pick<Origin, 'method' | 'fallback'> {
  const refusal = refusals.get(wanted);
  if (refusal === undefined) return { method: wanted, fallback: null };
  return { method: 'occlusion', fallback: noteOf('heatmap.by-occlusion', { method: wanted, reason: refusal }) };
}

function sha256Of({ data }: Tensor): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');
}

/** The outcome of the work, with a fault that its predictions throw. */
async function withFaults<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const fault = faultThrown(error);
    if (fault === null) throw error;
    return { ok: false, error: fault };
  }
}

/** @param predictor stays the caller's to close. */
export function createScorer(predictor: Predictor): Scorer {
  const choices = new LRUCache<string, ModelHeatmaps>({ max: 64 });

  /** @throws FaultError */
  async function choiceOf(model: InstalledModel): Promise<ModelHeatmaps> {
    const subject = subjectOf(model);
    const known = choices.get(subject.key);
    if (known !== undefined) return known;
    const graph = await subject.graph().catch((error: unknown) => Promise.reject(unusable(subject, error)));
    const found = chooseHeatmaps(model.card, graph);
    choices.set(subject.key, found);
    return found;
  }
  async function toScore(
    { card }: InstalledModel,
    image: PreparedImage,
    answer: Outcome<Answer>,
  ): Promise<Outcome<Score>> {
    const logits = answer.ok ? logitsOf(answer.value) : answer;
    if (!answer.ok || !logits.ok) return logits as Outcome<never>;
    const { provider, runtimeVersion } = await predictor.engine();
    const provenance: Provenance = {
      modelSha256: card.sha256,
      modelVersion: card.version,
      cardVersion: card.cardVersion,
      preprocessingVersion: card.preprocessing.version,
      scoringFingerprint: scoringFingerprint(card),
      provider,
      runtimeVersion,
      inputSha256: sha256Of(image.input),
      temperature: card.calibration.temperature,
    };
    const durationMs = image.durationMs + answer.value.durationMs;
    return success({ logits: logits.value, findings: findingsOf(card, logits.value), provenance, durationMs });
  }
  async function explainLabel(
    model: InstalledModel,
    frame: Frame,
    { label, method, signal, column }: ExplainOptions & { readonly column: number },
  ): Promise<Outcome<ExplainedScore>> {
    const { card } = model;
    const subject = subjectOf(model);
    const choice = await choiceOf(model);
    const settled = settle(method ?? choice.usual, choice);
    const image = prepareImage(frame, card.preprocessing);
    const waiting = { priority: 'reading', signal } as const;
    const question = settled.method === 'occlusion' ? 'features' : settled.method;
    const asked = { rows: image.input, label: { column, of: card.labels.length } };
    const [answer] = await predictor.predict(subject, [asked], { ...waiting, question });
    const score = await toScore(model, image, answer!);
    if (!score.ok) return score;
    const origin = { ...settled, label, covers: image.covers };
    // A map of something that the model does not see only misleads (Saporta et al. 2022).
    const isEmpty = isNegative(score.value.findings, label);
    const start = performance.now();
    const map =
      settled.method === 'occlusion' && !isEmpty
        ? await occlude(
            { subject, image: firstRow(image.input), column, activation: card.activation },
            predictor.predict,
            { ...waiting, question },
          )
        : success(answer!.ok && answer!.value.heatmap !== null ? toMap(answer!.value.heatmap) : oneCell);
    if (!map.ok) return map;
    const durationMs = score.value.durationMs + performance.now() - start;
    const shown = isEmpty ? { ...map.value, values: map.value.values.map(() => 0) } : map.value;
    return success({ ...score.value, durationMs, heatmap: toHeatmap(shown, origin) });
  }
  return {
    async score(model, images, asking = {}) {
      const asked = images.map(({ input }) => ({ rows: input }));
      const answers = await withFaults(async () =>
        success(await predictor.predict(subjectOf(model), asked, { ...asking, question: 'features' })),
      );
      if (!answers.ok) return images.map(() => answers);
      return Promise.all(
        images.map(async (image, i): Promise<Outcome<FeaturedScore>> => {
          const answer = answers.value[i]!;
          const score = await toScore(model, image, answer);
          if (!score.ok || !answer.ok) return score as Outcome<never>;
          const { features } = answer.value;
          const vector = features && toFeatureVector(firstRow(features).data as Float32Array);
          return success({ ...score.value, features: vector });
        }),
      );
    },
    async explain(model, frame, options) {
      const { card } = model;
      const { label, signal } = options;
      const column = card.labels.indexOf(label);
      if (column < 0) return failure('model.no-such-label', { model: card.title, label });
      try {
        return await withFaults(() => explainLabel(model, frame, { ...options, column }));
      } catch (error) {
        if (signal?.aborted !== true) throw error;
        return failure('job.cancelled', {});
      }
    },
    heatmapMethods: (model) =>
      withFaults(async () => {
        const { methods, usual } = await choiceOf(model);
        return success({ methods, usual });
      }),
  };
}

/** The map of a finding that is not there, which no method needs to make. */
const oneCell: HeatMap = { width: 1, height: 1, values: new Float32Array(1) };

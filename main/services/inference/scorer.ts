import { createHash } from 'node:crypto';
import type { Heatmap, HeatmapChoice } from '../../contract/images.ts';
import type { Finding, Provenance } from '../../domain/studies/study.ts';
import { toFeatureVector, type FeatureVector } from '../../domain/active-learning/feature-vector.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { heatmapMethodTexts, type HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { findingsOf } from '../../domain/models/findings-of-logits.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { explained, type GraphHeatmapMethod } from '../../graph/explain/with-heatmap.ts';
import { preprocess } from '../../imaging/preprocessing/preprocess.ts';
import type { Engine, Tensors } from '../../runtime/engine.ts';
import type { HeatmapOptions } from './heatmap-choice.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { occlude, type OcclusionOptions } from './occlusion.ts';
import { scoringFingerprint } from './scoring-fingerprint.ts';
import { createSessions, type TimedRun } from './sessions.ts';

export interface Score {
  /** In the order of the card's labels: the mean over the views, before calibration. */
  readonly logits: readonly number[];
  readonly findings: readonly Finding[];
  readonly provenance: Provenance;
  /** Preprocessing and run, without waiting for the engine. */
  readonly durationMs: number;
}

export interface FeaturedScore extends Score {
  /** What the last layer saw of the first view; null where the model has none, or they have no direction. */
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

export interface Scorer {
  /** Fails with ENGINE_STOPPED when the engine stopped twice over this frame, MODEL_UNUSABLE when it can't load the model. */
  score(model: InstalledModel, frame: Frame): Promise<Outcome<FeaturedScore>>;
  /**
   * The same with the heatmap of one label, in one run unless it is made by occlusion, which stands in where the model
   * does not allow the method. Also fails with NOT_FOUND for a label that the model lacks, CANCELLED at the signal.
   */
  explain(model: InstalledModel, frame: Frame, options: ExplainOptions): Promise<Outcome<ExplainedScore>>;
  /** Fails with MODEL_UNUSABLE when the model's file can't be read. */
  heatmapMethods(model: InstalledModel): Promise<Outcome<HeatmapChoice>>;
  close(): Promise<void>;
}

/** The mean over the rows of an [N, columns] tensor. */
function meanRow({ dims, data }: Tensor): number[] {
  const [rows = 1, columns = 0] = dims;
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += Number(data[row * columns + column]);
    return sum / rows;
  });
}

/** [views, labels] with ones in the label's column. */
function oneHot(views: number, labels: number, label: number): Tensor {
  const weights = new Float32Array(views * labels);
  for (let view = 0; view < views; view++) weights[view * labels + label] = 1;
  return float32([views, labels], weights);
}

type OcclusionRequest = Pick<OcclusionOptions, 'column' | 'batch' | 'signal'> & Pick<ExplainOptions, 'label'>;

/** How a heatmap came about. */
type Making = Pick<Heatmap, 'method' | 'fallback' | 'label' | 'covers'>;

/**
 * The first view's map of [views, h, w], divided by its maximum; all 0 where nothing speaks for the label, and for a
 * finding below its operating point: a map of something that the model does not see only misleads (Saporta et al. 2022).
 */
function toHeatmap(map: Tensor, making: Making, findings: readonly Finding[]): Heatmap {
  const [, height = 0, width = 0] = map.dims;
  const values = Array.from(map.data.subarray(0, height * width), Number);
  const maximum = isNegative(findings, making.label) ? 0 : values.reduce((a, b) => Math.max(a, b), 0);
  return {
    ...making,
    width,
    height,
    values: maximum > 0 ? values.map((value) => value / maximum) : values.map(() => 0),
  };
}

function isNegative(findings: readonly Finding[], label: string): boolean {
  return findings.some((finding) => finding.label === label && !finding.positive);
}

/** The method to use, and why it is not the one that was meant. */
function settle(wanted: HeatmapMethod, { refusals }: HeatmapOptions): Pick<Making, 'method' | 'fallback'> {
  const refusal = refusals.get(wanted);
  if (refusal === undefined) return { method: wanted, fallback: null };
  const { title } = heatmapMethodTexts[wanted];
  const fallback = `Made by occlusion, since ${title} is not possible with this model: ${refusal.replace(/\.$/, '')}.`;
  return { method: 'occlusion', fallback };
}

/** The first of several views, [1, C, H, W]. */
function firstView({ dims, data }: Tensor): Tensor {
  const [views = 1, ...image] = dims;
  return float32([1, ...image], (data as Float32Array).subarray(0, data.length / views));
}

/** Of the first view, from [views, F]. */
function firstFeatures({ dims, data }: Tensor): FeatureVector | null {
  return toFeatureVector((data as Float32Array).subarray(0, dims[1]));
}

function sha256Of({ data }: Tensor): string {
  return createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex');
}

/** The engine may still be starting; the scorer waits for it at the first score. */
export function createScorer(engine: Engine | Promise<Engine>): Scorer {
  const ready = Promise.resolve(engine);
  const sessions = createSessions(ready);

  async function toScore(card: ModelCard, input: Tensor, outputs: Tensors, durationMs: number): Promise<Score> {
    const logits = meanRow(outputs[card.values.logits]!);
    const { provider, runtimeVersion } = await ready;
    const provenance: Provenance = {
      modelSha256: card.sha256,
      modelVersion: card.version,
      cardVersion: card.cardVersion,
      preprocessingVersion: card.preprocessing.version,
      scoringFingerprint: scoringFingerprint(card),
      provider,
      runtimeVersion,
      inputSha256: sha256Of(input),
      temperature: card.calibration.temperature,
    };
    return { logits, findings: findingsOf(card, logits), provenance, durationMs };
  }
  function inOneRun(model: InstalledModel, method: GraphHeatmapMethod, input: Tensor, column: number) {
    const { labels, values } = model.card;
    const feeds = { [values.input]: input, [explained.labelWeights]: oneHot(input.dims[0]!, labels.length, column) };
    return sessions.run(model, method, feeds, [values.logits, explained.heatmap]);
  }
  /** The logits of all views and, for a finding that is not negative, the map of the first. */
  async function byOcclusion(
    model: InstalledModel,
    input: Tensor,
    options: OcclusionRequest,
  ): Promise<Outcome<TimedRun>> {
    const { card } = model;
    const predict = (images: Tensor) =>
      sessions.run(model, 'predict', { [card.values.input]: images }, [card.values.logits]);
    const start = performance.now();
    const whole = await predict(input);
    if (!whole.ok) return whole;
    const logits = whole.value.outputs[card.values.logits]!;
    const findings = findingsOf(card, meanRow(logits));
    const map = isNegative(findings, options.label)
      ? success(float32([1, 1, 1], [0]))
      : await occlude({
          ...options,
          activation: card.activation,
          image: firstView(input),
          async predict(images) {
            const run = await predict(images);
            return run.ok ? success(run.value.outputs[card.values.logits]!) : run;
          },
        });
    if (!map.ok) return map;
    const outputs = { [card.values.logits]: logits, [explained.heatmap]: map.value };
    return success({ outputs, durationMs: performance.now() - start });
  }
  return {
    async score(model, frame) {
      const { card } = model;
      const start = performance.now();
      const { input } = preprocess(frame, card.preprocessing);
      const preparedMs = performance.now() - start;
      const features = await sessions.features(model);
      if (!features.ok) return features;
      const wanted = [card.values.logits, ...(features.value === null ? [] : [features.value])];
      const run = await sessions.run(model, 'predict', { [card.values.input]: input }, wanted);
      if (!run.ok) return run;
      const { outputs, durationMs } = run.value;
      const score = await toScore(card, input, outputs, preparedMs + durationMs);
      return success({ ...score, features: features.value === null ? null : firstFeatures(outputs[features.value]!) });
    },
    async explain(model, frame, options) {
      const { card } = model;
      const column = card.labels.indexOf(options.label);
      if (column < 0)
        return failure(
          'NOT_FOUND',
          `The model "${card.title}" does not know the label "${options.label}". Choose one of its own.`,
        );
      const choice = await sessions.heatmaps(model);
      if (!choice.ok) return choice;
      const start = performance.now();
      const { input, covers } = preprocess(frame, card.preprocessing);
      const preparedMs = performance.now() - start;
      const settled = settle(options.method ?? choice.value.usual, choice.value);
      const made = await (settled.method === 'occlusion'
        ? byOcclusion(model, input, { ...options, column, batch: choice.value.batch })
        : inOneRun(model, settled.method, input, column));
      if (!made.ok) return made;
      const score = await toScore(card, input, made.value.outputs, preparedMs + made.value.durationMs);
      const making = { ...settled, label: options.label, covers };
      return success({ ...score, heatmap: toHeatmap(made.value.outputs[explained.heatmap]!, making, score.findings) });
    },
    heatmapMethods: async (model) => {
      const choice = await sessions.heatmaps(model);
      return choice.ok ? success({ methods: choice.value.methods, usual: choice.value.usual }) : choice;
    },
    close: () => sessions.close(),
  };
}

import { createHash } from 'node:crypto';
import type { Heatmap } from '../contract/contract.ts';
import { softmax } from '../domain/calibration.ts';
import type { Finding, Provenance } from '../domain/casework.ts';
import type { Frame } from '../domain/frame.ts';
import type { ModelCard } from '../domain/model-card.ts';
import { failure, success, type Outcome } from '../domain/outcome.ts';
import { float32, type Tensor } from '../domain/tensor.ts';
import { preprocess } from '../imaging/preprocess.ts';
import type { Engine, Tensors } from '../runtime/engine.ts';
import type { InstalledModel } from './model-registry.ts';
import { scoringFingerprint } from './scoring-fingerprint.ts';
import { createSessions } from './sessions.ts';

export interface Score {
  /** In the order of the card's labels: the mean over the views, before calibration. */
  readonly logits: readonly number[];
  readonly findings: readonly Finding[];
  readonly provenance: Provenance;
  /** Preprocessing and run, without waiting for the engine. */
  readonly durationMs: number;
}

export interface ExplainedScore extends Score {
  readonly heatmap: Heatmap;
}

export interface Scorer {
  /** Fails with ENGINE_STOPPED when the engine stopped twice over this frame, MODEL_UNUSABLE when it can't load the model. */
  score(model: InstalledModel, frame: Frame): Promise<Outcome<Score>>;
  /** The same with the Grad-CAM of one label, in one run. Also fails with NOT_FOUND for a label that the model lacks. */
  explain(model: InstalledModel, frame: Frame, label: string): Promise<Outcome<ExplainedScore>>;
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

/**
 * Calibrated probabilities (Guo et al. 2017) of the labels that have an operating point, judged by the
 * first one of each label.
 */
function toFindings(card: ModelCard, logits: readonly number[]): Finding[] {
  const probabilities = softmax(logits, card.calibration.temperature);
  return card.labels.flatMap((label, index) => {
    const point = card.operatingPoints.find((each) => each.label === label);
    if (point === undefined) return [];
    const probability = probabilities[index]!;
    return [
      { model: card.id, label, probability, threshold: point.threshold, positive: probability >= point.threshold },
    ];
  });
}

/** [views, labels] with ones in the label's column. */
function oneHot(views: number, labels: number, label: number): Tensor {
  const weights = new Float32Array(views * labels);
  for (let view = 0; view < views; view++) weights[view * labels + label] = 1;
  return float32([views, labels], weights);
}

/**
 * The first view's map of [views, h, w], divided by its maximum; all 0 where nothing speaks for the label, and for a
 * finding below its operating point: a map of something that the model does not see only misleads (Saporta et al. 2022).
 */
function toHeatmap(gradCam: Tensor, label: string, findings: readonly Finding[], covers: Heatmap['covers']): Heatmap {
  const [, height = 0, width = 0] = gradCam.dims;
  const values = Array.from(gradCam.data.subarray(0, height * width), Number);
  const isNegative = findings.some((finding) => finding.label === label && !finding.positive);
  const maximum = isNegative ? 0 : values.reduce((a, b) => Math.max(a, b), 0);
  return {
    method: 'Grad-CAM',
    label,
    width,
    height,
    values: maximum > 0 ? values.map((value) => value / maximum) : values.map(() => 0),
    covers,
  };
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
    return { logits, findings: toFindings(card, logits), provenance, durationMs };
  }
  return {
    async score(model, frame) {
      const { card } = model;
      const start = performance.now();
      const { input } = preprocess(frame, card.preprocessing);
      const preparedMs = performance.now() - start;
      const run = await sessions.run(model, 'predict', { [card.values.input]: input }, [card.values.logits]);
      if (!run.ok) return run;
      return success(await toScore(card, input, run.value.outputs, preparedMs + run.value.durationMs));
    },
    async explain(model, frame, label) {
      const { card } = model;
      const column = card.labels.indexOf(label);
      if (column < 0)
        return failure(
          'NOT_FOUND',
          `The model "${card.title}" does not know the label "${label}". Choose one of its own.`,
        );
      const start = performance.now();
      const { input, covers } = preprocess(frame, card.preprocessing);
      const preparedMs = performance.now() - start;
      const feeds = { [card.values.input]: input, labelWeights: oneHot(input.dims[0]!, card.labels.length, column) };
      const run = await sessions.run(model, 'explain', feeds, [card.values.logits, 'gradCam']);
      if (!run.ok) return run;
      const score = await toScore(card, input, run.value.outputs, preparedMs + run.value.durationMs);
      return success({ ...score, heatmap: toHeatmap(run.value.outputs['gradCam']!, label, score.findings, covers) });
    },
    close: () => sessions.close(),
  };
}

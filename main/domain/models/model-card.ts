import { z } from 'zod';
import { codedMessage } from '../messages/coded-message.ts';
import { splitOrigin } from '../datasets/split-origin.ts';
import { heatmapMethods } from '../heatmaps/heatmap-method.ts';
import { modelId } from '../ids.ts';
import { acceptanceSchema } from '../acceptance/acceptance.ts';
import { estimateSchema } from '../statistics/estimate.ts';

/** One look at the image: a small affine change about its centre; several looks are averaged at test time. */
const viewSchema = z.object({
  scale: z.number().min(0.01).max(100),
  rotationDegrees: z.number().min(-360).max(360),
  /** Shift to the right and down, as a fraction of the width and height. */
  shiftX: z.number().min(-10).max(10),
  shiftY: z.number().min(-10).max(10),
});

/** A mean or a deviation of 0…1: far beyond, single precision has no number for what comes out. */
const ofPixels = z.number().min(-1e6).max(1e6);

export const normalisationSchema = z.discriminatedUnion('kind', [
  /** Subtract the image's own mean, divide by its own standard deviation. */
  z.object({ kind: z.literal('per-image') }),
  z.object({ kind: z.literal('fixed'), mean: z.array(ofPixels), std: z.array(ofPixels.min(1e-6)) }),
]);

const percentSchema = z.number().min(0).max(100);

const preprocessingSchema = z.object({
  /**
   * The version of `main/imaging/preprocessing/preprocess.ts`; a prediction made with another one is not comparable.
   */
  version: z.literal(1),
  /** Size of the model's input, pixels. */
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  channels: z.union([z.literal(1), z.literal(3)]),
  intensity: z.discriminatedUnion('kind', [
    /** The file's VOI window, or the range of its pixels, to 0…1. */
    z.object({ kind: z.literal('voi') }),
    /** The given percentiles of the (VOI-windowed) image to 0…1, clipped. */
    z.object({ kind: z.literal('percentile'), low: percentSchema, high: percentSchema }),
  ]),
  /** `stretch` ignores the aspect ratio; `pad` keeps it and fills with black. */
  resize: z.enum(['stretch', 'pad']),
  normalisation: normalisationSchema,
  /** At least one; their logits are averaged. The heatmap is that of the first. */
  views: z.array(viewSchema).min(1),
});

export const measuredPointSchema = z.object({
  label: z.string(),
  /** On the calibrated probability. */
  threshold: z.number().min(0).max(1),
  /** Why this threshold, in words. */
  rule: z.string(),
  sensitivity: estimateSchema,
  specificity: estimateSchema,
});

export const operatingPointSchema = measuredPointSchema.extend({
  /** In words in the card's file; a code where this site has chosen the threshold. */
  rule: z.union([z.string(), codedMessage]),
  /** Null where nobody has measured it, as with a model from elsewhere. */
  sensitivity: estimateSchema.nullable(),
  specificity: estimateSchema.nullable(),
});

const trainingSchema = z.object({
  command: z.string(),
  seed: z.number().int(),
  epochs: z.number().int(),
  settings: z.record(z.string(), z.unknown()),
  /** The recipe that the settings are from, but for what the command says. */
  recipe: z.string().optional(),
  /** The model whose parameters it began with. */
  startedFrom: z.string().optional(),
  seconds: z.number().nonnegative().optional(),
  /** The most memory that the engine's process took, bytes. */
  peakMemory: z.number().nonnegative().optional(),
  /** How many of the network's parameters learnt. */
  trainedParameters: z.number().int().optional(),
  datasets: z.array(
    z.object({
      name: z.string(),
      /** SHA-256 over the sorted file names, labels, patients and splits. */
      fingerprint: z.string(),
      /** The dataset's own, without a split that the training drew; absent in cards of earlier versions. */
      datasetFingerprint: z.string().optional(),
      /** In words in cards of earlier versions. */
      splitBy: z.union([z.string(), splitOrigin]),
      splits: z.array(
        z.object({
          split: z.enum(['train', 'val']),
          images: z.number().int(),
          patients: z.number().int(),
          perLabel: z.record(z.string(), z.number().int()),
        }),
      ),
    }),
  ),
});

const sourceSchema = z.object({
  fileName: z.string(),
  /** SHA-256 of that file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  command: z.string(),
});

export const modelCardSchema = z.object({
  cardVersion: z.literal(1),
  id: modelId,
  /** Semantic version of the model; a threshold belongs to one version. */
  version: z.string(),
  title: z.string(),
  description: z.string(),
  intendedUse: z.string(),
  limits: z.array(z.string()),
  /**
   * For a model that ships as an example of one not to trust: why, as a sentence for the person. It scores only where
   * it is named or chosen, and the sentence stands wherever it does.
   */
  exampleOnly: z.string().min(1).optional(),
  /** Whom it scores; where left out, the usual: frontal radiographs of the chest. */
  accepts: acceptanceSchema.optional(),
  licence: z.string(),
  /** In the order of the logits. */
  labels: z.array(z.string()).min(2),
  /** `softmax` (where left out) for labels that exclude each other, `sigmoid` for such as may be there together. */
  activation: z.enum(['softmax', 'sigmoid']).optional(),
  network: z.object({
    name: z.string(),
    parameters: z.number().int(),
    hyperParameters: z.record(z.string(), z.unknown()),
  }),
  /** Names of the graph's values. `heatmap` is the map or the tokens that heatmaps are made of; some graphs have none. */
  values: z.object({ input: z.string(), logits: z.string(), heatmap: z.string().optional() }),
  /** The heatmap shown first; where left out, Grad-CAM of a map and attention relevance of tokens. */
  heatmapMethod: z.enum(heatmapMethods).optional(),
  preprocessing: preprocessingSchema,
  /** Guo et al. 2017: the logits are divided by the temperature before the softmax. */
  calibration: z.object({
    temperature: z.number().positive(),
    /** Null for the temperature 1 of a model that was not calibrated. */
    fittedOn: z.string().nullable(),
  }),
  /**
   * First the one in use; further ones, such as 0.5, for information. Labels with one are the model's findings: a model
   * without any is a start for training and screens nothing.
   */
  operatingPoints: z.array(operatingPointSchema),
  /** Null where it was not trained here. */
  training: trainingSchema.nullable(),
  /** Only for a model from elsewhere. */
  source: sourceSchema.optional(),
  /** On validation patients, one entry a data set. */
  metrics: z.array(
    z.object({
      dataset: z.string(),
      split: z.string(),
      auc: estimateSchema,
      accuracy: estimateSchema,
      expectedCalibrationError: z.number(),
      atThreshold: z.array(measuredPointSchema),
    }),
  ),
  /** SHA-256 of model.onnx, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ModelCard = z.infer<typeof modelCardSchema>;
export type Preprocessing = z.infer<typeof preprocessingSchema>;
export type View = z.infer<typeof viewSchema>;
export type MeasuredPoint = z.infer<typeof measuredPointSchema>;
export type OperatingPoint = z.infer<typeof operatingPointSchema>;

/** Whether the model has findings to give; one without is a start for training. */
export function canScreen({ operatingPoints }: Pick<ModelCard, 'operatingPoints'>): boolean {
  return operatingPoints.length > 0;
}

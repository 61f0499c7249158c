/** The findings of a saliency check of a model's heatmaps, one report a method: docs/laboratory/saliency-checks.md. */
import { z } from 'zod';
import { heatmapMethods, type HeatmapMethod } from '../heatmaps/heatmap-method.ts';
import { estimateSchema } from '../statistics/estimate.ts';
import { ownEntry } from '../own-entry.ts';

/** The version of the definitions and limits below; reports of another one are not comparable. */
export const SALIENCY_CHECK_VERSION = 1;

/** The limits that the tests are held against; the reasons for these are in the docs. */
export const saliencyLimits = {
  /** Most mean |rank correlation| of the maps before and after at least half of the layers were randomised. */
  sanityCorrelation: 0.5,
  /** Least mean correlation between the maps of an image and of the same one, a little moved or noisy. */
  repeatability: 0.5,
  /** Fewer cases than this tell nothing. */
  cases: 5,
} as const;

/** Parameters of the last layers hold random values; the network's first layers are as they were learned. */
const sanityStageSchema = z.object({
  /** Layers with random parameters, counted from the head. */
  layers: z.number().int().positive(),
  /** Their share of all parameters, 0 to 1. */
  share: z.number().min(0).max(1),
  /** Mean absolute Spearman correlation of the maps before and after. */
  correlation: estimateSchema,
  /** Mean structural similarity (Wang et al. 2004) of the maps before and after. */
  ssim: estimateSchema,
});

const sanitySchema = z.object({
  /** The network's layers with parameters. */
  layers: z.number().int().positive(),
  /** From the head alone to the whole network. */
  stages: z.array(sanityStageSchema).min(1),
  /** Over the stages in which at least half of the layers hold random values: what the limit is for. */
  correlation: estimateSchema,
  /** The same two between the maps of different cases by the model as it is (Arun et al. 2021): what chance gives. */
  betweenCases: z.object({ correlation: z.number(), ssim: z.number() }),
  passed: z.boolean(),
});

const orderSchema = z.object({
  /** Mean area under the probability as pixels go (deletion: low is good) or come (insertion: high is good). */
  auc: estimateSchema,
  /** The same in a random order of the places. */
  random: estimateSchema,
  /** By how much the map's order is better than the random one, case by case. */
  gain: estimateSchema,
});

const faithfulnessSchema = z.object({
  deletion: orderSchema,
  insertion: orderSchema,
  /** Both gains together. */
  gain: estimateSchema,
  passed: z.boolean(),
});

const repeatabilitySchema = z.object({
  /** Mean correlation with the map of the shifted image, moved back. */
  shift: estimateSchema,
  /** With the map of the image with noise. */
  noise: estimateSchema,
  passed: z.boolean(),
});

const phantomsSchema = z.object({
  /** Phantoms with opacities in which the model has its finding, of those that were shown. */
  found: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
  /** Why there are no figures; null where there are some. Reports of Overread 0.1 have a sentence. */
  notApplicable: z
    .union([
      z.string(),
      z.object({ code: z.literal('otherFindings') }),
      z.object({ code: z.literal('fewFound'), finding: z.string() }),
    ])
    .nullable(),
  figures: z
    .object({
      /** How often the map's highest place lies on an opacity (Zhang et al. 2016). */
      pointing: estimateSchema,
      /** How often a place drawn at random would: the share of the picture that opacities cover. */
      chance: z.number(),
      /** Overlap of the opacities with as many of the map's highest pixels, intersection over union. */
      overlap: estimateSchema,
      /** Share of the map's mass on opacities (Wang et al. 2020). */
      energy: estimateSchema,
      passed: z.boolean(),
    })
    .nullable(),
});

const lungsSchema = z.object({
  /** Cases whose lung fields were found, of all that were looked at. */
  found: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
  /** Share of the map's mass inside the lung fields; null where too few were found. */
  share: estimateSchema.nullable(),
  /** That of a map that is the same everywhere: the lung fields' share of the picture. */
  uniform: z.number().nullable(),
});

export const saliencyTests = ['sanity', 'faithfulness', 'repeatability', 'phantoms'] as const;
export type SaliencyTest = (typeof saliencyTests)[number];

const namedAsNow = z.object({
  checkVersion: z.literal(SALIENCY_CHECK_VERSION),
  /** SHA-256 of the model's ONNX file, hexadecimal. */
  modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  method: z.enum(heatmapMethods),
  verdict: z.enum(['passed', 'failed', 'notChecked']),
  /** The tests that it failed; `sentence` in reports of Overread 0.1 alone. */
  reasons: z.array(z.object({ test: z.enum(saliencyTests).nullable(), sentence: z.string().optional() })),
  /** Null where the cases were phantoms alone. */
  dataset: z.object({ name: z.string(), fingerprint: z.string() }).nullable(),
  /** Cases that the model finds and that are ill, of those that were looked through for them. */
  cases: z.object({ used: z.number().int(), patients: z.number().int(), lookedAt: z.number().int() }),
  sanity: sanitySchema.nullable(),
  faithfulness: faithfulnessSchema.nullable(),
  repeatability: repeatabilitySchema.nullable(),
  phantoms: phantomsSchema.nullable(),
  lungs: lungsSchema.nullable(),
  seed: z.number().int(),
  /** ONNX Runtime's execution provider, for provenance. */
  provider: z.string(),
  /** ISO 8601, UTC. */
  checkedAt: z.string(),
  seconds: z.number().nonnegative(),
  overreadVersion: z.string(),
});

/** The names that reports of Overread 0.1 have; what they hold is the same. */
const formerNames: Readonly<Record<string, string>> = { examVersion: 'checkVersion', examinedAt: 'checkedAt' };

function withNamesOfNow(report: unknown): unknown {
  if (typeof report !== 'object' || report === null) return report;
  const renamed = Object.entries(report).map(([name, value]) => [ownEntry(formerNames, name) ?? name, value] as const);
  const fields = Object.fromEntries(renamed);
  return fields['verdict'] === 'notExamined' ? { ...fields, verdict: 'notChecked' } : fields;
}

/** Reads reports under their former names too. */
export const saliencyCheckSchema = z.preprocess(withNamesOfNow, namedAsNow);

/** One method of one model. */
export type SaliencyCheck = z.infer<typeof namedAsNow>;
export type Sanity = z.infer<typeof sanitySchema>;
export type SanityStage = z.infer<typeof sanityStageSchema>;
export type Faithfulness = z.infer<typeof faithfulnessSchema>;
export type Repeatability = z.infer<typeof repeatabilitySchema>;
export type PhantomTest = z.infer<typeof phantomsSchema>;
export type LungShare = z.infer<typeof lungsSchema>;
export type SaliencyFailure = SaliencyCheck['reasons'][number];

/** `saliency-checks.json` in a model's folder, beside its card; `exam.json`, with `exams`, was its name before. */
export const saliencyCheckFileSchema = z.union([
  z.object({ checks: z.array(saliencyCheckSchema) }),
  z.object({ exams: z.array(saliencyCheckSchema) }).transform(({ exams }) => ({ checks: exams })),
]);

/** The mark beside every map of the method. */
export type SaliencyCheckMark =
  | { readonly kind: 'passed' | 'notChecked' }
  /** The map does not depend on what the model learned, or a lesser failure. */
  | { readonly kind: 'failedSanity' | 'failed'; readonly check: SaliencyCheck };

/** From the newest report of the model's method. */
export function markOf(checks: readonly SaliencyCheck[], method: HeatmapMethod): SaliencyCheckMark {
  const newest = checks
    .filter((check) => check.method === method && check.verdict !== 'notChecked')
    .reduce<SaliencyCheck | null>(
      (last, check) => (last !== null && last.checkedAt > check.checkedAt ? last : check),
      null,
    );
  if (newest === null) return { kind: 'notChecked' };
  if (newest.verdict === 'passed') return { kind: 'passed' };
  const hasFailedSanity = newest.reasons.some(({ test }) => test === 'sanity');
  return { kind: hasFailedSanity ? 'failedSanity' : 'failed', check: newest };
}

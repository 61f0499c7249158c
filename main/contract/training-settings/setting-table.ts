/**
 * Everything that can be set about a training, in one table: the schema (type, range, default), the group of the page, and
 * when a setting counts. The standard term and the sentence of each are in `messages/english/training-settings.ts`. The command
 * line, the Train page and docs/training.md are made of both.
 *
 * The order is part of the fingerprint of checkpoints: new settings go to the end of their group only together with a new
 * version of it. Names are those of recipes, model cards and the casebook, and stay.
 */
import { z } from 'zod';

export const settingGroups = ['learning', 'schedule', 'loss', 'augmentation', 'judging', 'input', 'network'] as const;
export type SettingGroup = (typeof settingGroups)[number];

interface SettingFacts {
  readonly group: SettingGroup;
  readonly unit?: 'epochs' | 'images' | 'pixels';
  /** The meaning of an empty field: the network's own value, or all images. Only where the schema allows null. */
  readonly whenEmpty?: 'network' | 'all';
  /** The network's own value is the default. */
  readonly isNetworksOwn?: true;
  /** It counts only while another setting has one of these values. */
  readonly when?: { readonly name: string; readonly values: readonly unknown[] };
  /** Only a person who knows why changes it. */
  readonly isAdvanced?: true;
}

const setting = <Schema extends z.ZodType>(schema: Schema, facts: SettingFacts) => ({ schema, ...facts });

const ofSgd = { name: 'optimiser', values: ['sgd'] };
const ofFocal = { name: 'loss', values: ['focal'] };
const ofSteps = { name: 'schedule', values: ['step'] };
const count = z.number().int();

export const settingTable = {
  network: setting(z.string().default('compact-resnet'), { group: 'network' }),
  hidden: setting(z.array(count.min(1).max(100_000)).max(8).nullable().default(null), {
    group: 'network',
    whenEmpty: 'network',
    isAdvanced: true,
  }),
  hyperParameters: setting(z.record(z.string(), z.number()).default({}), {
    group: 'network',
    isNetworksOwn: true,
    isAdvanced: true,
  }),
  logSoftmax: setting(z.boolean().default(false), { group: 'network', isAdvanced: true }),
  size: setting(count.min(16).max(1024).default(128), { group: 'input', unit: 'pixels', isNetworksOwn: true }),
  channels: setting(z.union([z.literal(1), z.literal(3)], 'choose 1 or 3').default(1), {
    group: 'input',
    isNetworksOwn: true,
    isAdvanced: true,
  }),
  normalisation: setting(z.enum(['per-image', 'imagenet', 'symmetric']).default('per-image'), {
    group: 'input',
    isNetworksOwn: true,
    isAdvanced: true,
  }),
  train: setting(z.string().min(1, 'name the trainable layers').default('all'), { group: 'learning' }),
  batchNorm: setting(z.enum(['batch', 'frozen']).default('batch'), { group: 'network', isAdvanced: true }),
  statisticsMomentum: setting(z.number().min(0).max(0.9999).nullable().default(null), {
    group: 'network',
    whenEmpty: 'network',
    isAdvanced: true,
  }),
  // Behind a normalisation only its inverse counts: the pace of learning.
  kernelScale: setting(z.number().positive().max(10).default(1), { group: 'network', isAdvanced: true }),
  epochs: setting(count.min(1).max(1000).default(30), { group: 'learning' }),
  batch: setting(count.min(2).max(1024).default(32), { group: 'learning', unit: 'images' }),
  accumulate: setting(count.min(1).max(1024).default(1), { group: 'learning', isAdvanced: true }),
  optimiser: setting(z.enum(['adamw', 'adam', 'sgd']).default('adamw'), { group: 'learning' }),
  momentum: setting(z.number().min(0).max(0.9999).default(0.9), { group: 'learning', when: ofSgd, isAdvanced: true }),
  nesterov: setting(z.boolean().default(false), { group: 'learning', when: ofSgd, isAdvanced: true }),
  learningRate: setting(z.number().positive().max(1).default(1e-3), { group: 'schedule' }),
  layerDecay: setting(z.number().positive().max(1).default(1), { group: 'schedule' }),
  /** Pattern of parameter names → factor. */
  rates: setting(z.record(z.string(), z.number().min(0).max(100)).default({}), { group: 'schedule', isAdvanced: true }),
  schedule: setting(z.enum(['constant', 'step', 'cosine', 'one-cycle']).default('cosine'), { group: 'schedule' }),
  stepEpochs: setting(count.min(1).max(1000).default(10), { group: 'schedule', unit: 'epochs', when: ofSteps }),
  stepFactor: setting(z.number().positive().max(1).default(0.1), { group: 'schedule', when: ofSteps }),
  // One cycle has a warm-up of its own, of 30 % of the steps.
  warmUpEpochs: setting(z.number().min(0).max(100).default(1), {
    group: 'schedule',
    unit: 'epochs',
    when: { name: 'schedule', values: ['constant', 'step', 'cosine'] },
  }),
  weightDecay: setting(z.number().min(0).max(1).default(0.05), { group: 'learning' }),
  loss: setting(z.enum(['cross-entropy', 'focal', 'binary-cross-entropy']).default('cross-entropy'), { group: 'loss' }),
  focalGamma: setting(z.number().min(0).max(10).default(2), { group: 'loss', when: ofFocal }),
  focalAlpha: setting(z.number().positive().max(0.999).default(0.5), { group: 'loss', when: ofFocal }),
  classWeights: setting(
    z
      .union([z.enum(['none', 'balanced']), z.array(z.number().positive()).min(2)], {
        error: 'choose none, balanced, or a number above zero for each label',
      })
      .default('none'),
    { group: 'loss' },
  ),
  labelSmoothing: setting(z.number().min(0).max(0.5).default(0.05), { group: 'loss', isAdvanced: true }),
  /** Zhang et al. 2018. */
  mixup: setting(z.number().min(0).max(1).default(0), { group: 'augmentation', isAdvanced: true }),
  augmentationKind: setting(z.enum(['radiograph', 'robust', 'seeds', 'none']).default('radiograph'), {
    group: 'augmentation',
  }),
  augmentation: setting(z.number().min(0).max(2).default(1), {
    group: 'augmentation',
    when: { name: 'augmentationKind', values: ['radiograph', 'robust', 'seeds'] },
  }),
  dropout: setting(z.number().min(0).max(0.9).nullable().default(null), {
    group: 'augmentation',
    whenEmpty: 'network',
    isAdvanced: true,
  }),
  averageDecay: setting(z.number().min(0).max(0.99999).default(0.999), { group: 'learning', isAdvanced: true }),
  clipNorm: setting(z.number().min(0).default(1), { group: 'learning', isAdvanced: true }),
  sampling: setting(z.enum(['balanced', 'shuffled', 'weighted']).default('balanced'), { group: 'loss' }),
  patience: setting(count.min(1).max(1000).default(8), { group: 'learning', unit: 'epochs' }),
  views: setting(z.union([z.literal(1), z.literal(3), z.literal(5)], 'choose 1, 3 or 5').default(3), {
    group: 'judging',
  }),
  intensity: setting(z.enum(['percentile', 'voi']).default('percentile'), { group: 'input', isAdvanced: true }),
  resize: setting(z.enum(['stretch', 'pad']).default('stretch'), { group: 'input', isAdvanced: true }),
  cacheFeatures: setting(z.boolean().default(true), { group: 'network', isAdvanced: true }),
  // Images alone that are like those learnt from can't tell who copes elsewhere.
  shiftedValidation: setting(z.boolean().default(false), { group: 'judging' }),
  validationShare: setting(z.number().min(0.01).max(0.5).default(0.15), { group: 'judging' }),
  trainImages: setting(count.min(2).nullable().default(null), { group: 'judging', whenEmpty: 'all', isAdvanced: true }),
  testImages: setting(count.min(2).nullable().default(null), { group: 'judging', whenEmpty: 'all', isAdvanced: true }),
  sensitivity: setting(z.number().min(0.5).max(1).default(0.95), { group: 'judging' }),
  seed: setting(count.default(1), { group: 'learning', isAdvanced: true }),
} as const;

export type SettingName = keyof typeof settingTable;

export const settingNames = Object.keys(settingTable) as SettingName[];

type Shape = { [Name in SettingName]: (typeof settingTable)[Name]['schema'] };

export const trainSettingsSchema = z.strictObject(
  Object.fromEntries(settingNames.map((name) => [name, settingTable[name].schema])) as unknown as Shape,
);

export type TrainSettings = z.output<typeof trainSettingsSchema>;

/** Settings that are not there have their defaults. */
export type GivenSettings = { readonly [Name in keyof TrainSettings]?: TrainSettings[Name] | undefined };

export const defaultSettings: TrainSettings = trainSettingsSchema.parse({});

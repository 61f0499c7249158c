import { z } from 'zod';

/** Row ids of the casebook, branded so that one kind does not fit where another is wanted. */
export const studyId = z.number().int().positive().brand<'StudyId'>();
export const instanceId = z.number().int().positive().brand<'InstanceId'>();
export const seriesId = z.number().int().positive().brand<'SeriesId'>();
/** A person whose studies are kept together, however their files state the patient. */
export const personId = z.number().int().positive().brand<'PersonId'>();
export const predictionId = z.number().int().positive().brand<'PredictionId'>();
export const jobId = z.string().min(1).max(64).brand<'JobId'>();
export const datasetId = z.number().int().positive().brand<'DatasetId'>();
/** The id of a stored evaluation or comparison. */
export const evaluationId = z.number().int().positive().brand<'EvaluationId'>();
/** The id of a training, whatever became of it. */
export const trainingId = z.number().int().positive().brand<'TrainingId'>();
/** The name of a model's folder, such as `chest-pneumonia`. */
export const modelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i)
  .brand<'ModelId'>();

export type StudyId = z.infer<typeof studyId>;
export type InstanceId = z.infer<typeof instanceId>;
export type SeriesId = z.infer<typeof seriesId>;
export type PersonId = z.infer<typeof personId>;
export type PredictionId = z.infer<typeof predictionId>;
export type DatasetId = z.infer<typeof datasetId>;
export type JobId = z.infer<typeof jobId>;
export type ModelId = z.infer<typeof modelId>;
export type EvaluationId = z.infer<typeof evaluationId>;
export type TrainingId = z.infer<typeof trainingId>;

import type { Finding, Instance, Prediction, Refusal, Review, Study } from '../../../main/domain/studies/study.ts';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { ModelId } from '../../../main/domain/ids.ts';

/** One frame of a study, as the strip of thumbnails counts them. */
export interface StudyImage {
  readonly instance: Instance;
  readonly frameIndex: number;
}

export function imagesOf(study: Study): readonly StudyImage[] {
  return study.instances.flatMap((instance) =>
    Array.from({ length: Math.max(1, instance.frameCount) }, (_, frameIndex) => ({ instance, frameIndex })),
  );
}

/** One model's prediction for one image, the reason why there is none, or nothing yet. */
export interface ModelRead {
  readonly model: ModelId;
  readonly prediction: Prediction | null;
  /** The prediction is that of the model as it is installed now, so a heatmap made now belongs to it. */
  readonly isCurrent: boolean;
  readonly refusal: Refusal | null;
}

/**
 * The answers of every current model, as it is now or else the newest of its earlier versions; and the newest answers
 * of the others, such as candidates and models that are gone, where they were asked.
 */
export function readsOf(
  study: Study,
  { instance, frameIndex }: StudyImage,
  installed: readonly Pick<InstalledCard, 'id' | 'scoringFingerprint' | 'state'>[],
): readonly ModelRead[] {
  const isHere = (of: { instanceId: number; frameIndex: number }): boolean =>
    of.instanceId === instance.id && of.frameIndex === frameIndex;
  const predictions = study.predictions.filter(isHere);
  const refusals = study.refusals.filter(isHere);
  const models = new Set([
    ...installed.filter(({ state }) => state === 'current').map(({ id }) => id),
    ...predictions.map(({ model }) => model),
    ...refusals.map(({ model }) => model),
  ]);
  return [...models].map((model) => {
    const answers = predictions.filter((one) => one.model === model);
    const fingerprint = installed.find(({ id }) => id === model)?.scoringFingerprint;
    const current = newest(answers.filter(({ provenance }) => provenance.scoringFingerprint === fingerprint));
    const answer = current ?? newest(answers);
    const refused = newest(refusals.filter((one) => one.model === model));
    // A version that refuses the image takes back what an earlier one said of it.
    const refusal = answer === null || (refused !== null && refused.createdAt > answer.createdAt) ? refused : null;
    return { model, prediction: refusal === null ? answer : null, isCurrent: current !== null, refusal };
  });
}

function newest<T extends { readonly createdAt: string }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best === null || one.createdAt >= best.createdAt ? one : best), null);
}

/** A finding with the prediction it is part of: what the reader answers, and what a heatmap explains. */
export interface ModelFinding {
  readonly finding: Finding;
  readonly prediction: Prediction;
  /** See `ModelRead`. */
  readonly isCurrent: boolean;
}

export const keyOfModelFinding = ({ finding }: ModelFinding): string => `${finding.model}/${finding.label}`;

export function modelFindingsOf(reads: readonly ModelRead[]): readonly ModelFinding[] {
  return reads.flatMap(
    ({ prediction, isCurrent }) => prediction?.findings.map((finding) => ({ finding, prediction, isCurrent })) ?? [],
  );
}

/** The reader's latest answer to a finding that stands: one that was taken back counts no more. */
export function answerTo({ finding, prediction }: ModelFinding, reviews: readonly Review[]): Review | null {
  return newest(
    reviews.filter(
      ({ predictionId, label, withdrawnAt }) =>
        predictionId === prediction.id && label === finding.label && withdrawnAt === null,
    ),
  );
}

import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Review, SeenStep, Verdict } from '../../domain/studies/study.ts';
import type { PredictionId, StudyId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';

export interface Answer {
  readonly studyId: StudyId;
  readonly predictionId: PredictionId;
  readonly label: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly seen: readonly SeenStep[];
}

/** Records a reader's answer to one finding, with the finding as it stood. */
export function recordReview(casebook: Casebook, answer: Answer, reader: string): Outcome<Review> {
  const study = casebook.studies.get(answer.studyId);
  const prediction = study?.predictions.find(({ id }) => id === answer.predictionId);
  const finding = prediction?.findings.find(({ label }) => label === answer.label);
  if (finding === undefined)
    return failure('NOT_FOUND', 'This finding is not in the study any more. Open the study again.');
  const { model, probability, positive } = finding;
  return success(casebook.reviews.add({ ...answer, model, probability, positive, reader }));
}

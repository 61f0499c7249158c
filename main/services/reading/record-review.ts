import type { Casebook } from '../../casebook/open-casebook.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
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
  if (finding === undefined) return failure('study.no-such-finding', {});
  const { model, probability, positive } = finding;
  return success(casebook.reviews.add({ ...answer, model, probability, positive, reader }));
}

/** Takes an answer back. It stays in the history, and no list or label counts it any more. */
export function withdrawReview(casebook: Casebook, study: StudyId, review: number, reader: string): Outcome<Review> {
  const withdrawn = casebook.reviews.withdraw(study, review, reader);
  return withdrawn === undefined ? failure('study.answer-taken-back', {}) : success(withdrawn);
}

/** Keeps a note on the study; returns the study's history with it. */
export function addNote(
  casebook: Casebook,
  note: { readonly studyId: StudyId; readonly note: string; readonly reader: string },
): Outcome<readonly AuditEntry[]> {
  if (casebook.studies.get(note.studyId) === undefined) return failure('study.not-found', {});
  casebook.reviews.addNote(note);
  return success(casebook.audit.ofStudy(note.studyId));
}

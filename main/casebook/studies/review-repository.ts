import { seenStep, type Review, type Verdict } from '../../domain/studies/study.ts';
import type { ModelId, PredictionId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads } from '../database/database.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';

export type NewReview = Omit<Review, 'id' | 'createdAt' | 'withdrawnAt'>;

interface ReviewRow {
  readonly id: number;
  readonly study: StudyId;
  readonly prediction: PredictionId;
  readonly model: ModelId;
  readonly label: string;
  readonly probability: number;
  readonly positive: number;
  readonly verdict: Verdict;
  readonly note: string;
  readonly reader: string;
  readonly seen: string;
  readonly created_at: string;
  readonly withdrawn_at: string | null;
}

function toReview(row: ReviewRow): Review {
  return {
    id: row.id,
    studyId: row.study,
    predictionId: row.prediction,
    model: row.model,
    label: row.label,
    probability: row.probability,
    positive: row.positive === 1,
    verdict: row.verdict,
    note: row.note,
    reader: row.reader,
    seen: seenStep.array().parse(JSON.parse(row.seen)),
    createdAt: row.created_at,
    withdrawnAt: row.withdrawn_at,
  };
}

const SELECT = `SELECT reviews.*, review_withdrawals.created_at AS withdrawn_at
  FROM reviews LEFT JOIN review_withdrawals ON review_withdrawals.review = reviews.id`;

/** Oldest first, those that were taken back among them. */
export function reviewsOfStudy(db: Reads, study: StudyId): Review[] {
  return db.all<ReviewRow>(`${SELECT} WHERE reviews.study = @study ORDER BY reviews.id`, { study }).map(toReview);
}

export interface NewNote {
  readonly studyId: StudyId;
  readonly note: string;
  readonly reader: string;
}

export interface ReviewRepository {
  /** Reviews are only ever added: a reader who changes their mind leaves both answers. */
  add(review: NewReview): Review;
  /** Takes a standing answer back, by an entry of its own; undefined where the study has no such answer. */
  withdraw(studyId: StudyId, review: number, reader: string): Review | undefined;
  /** Keeps a note on a study without an answer to a finding: an entry of its history. */
  addNote(note: NewNote): void;
}

export function createReviewRepository(database: Database, record: RecordChange, clock: () => Date): ReviewRepository {
  return {
    add: (review) =>
      database.writeDurably((db) => {
        const createdAt = clock().toISOString();
        const { id } = db.run(
          `INSERT INTO reviews (study, prediction, model, label, probability, positive, verdict, note, reader, seen, created_at)
           VALUES (@studyId, @predictionId, @model, @label, @probability, @positive, @verdict, @note, @reader, @seen, @createdAt)`,
          { ...review, positive: Number(review.positive), seen: JSON.stringify(review.seen), createdAt },
        );
        const { studyId, reader, ...answer } = review;
        record(db, studyId, {
          actor: reader,
          action: 'review.recorded',
          details: { review: id, ...answer },
          rows: [{ table: 'reviews', id }],
        });
        return { ...review, id, createdAt, withdrawnAt: null };
      }),
    withdraw: (studyId, review, reader) =>
      database.writeDurably((db) => {
        const standing = reviewsOfStudy(db, studyId).find(
          ({ id, withdrawnAt }) => id === review && withdrawnAt === null,
        );
        if (standing === undefined) return undefined;
        const createdAt = clock().toISOString();
        db.run('INSERT INTO review_withdrawals (review, reader, created_at) VALUES (@review, @reader, @createdAt)', {
          review,
          reader,
          createdAt,
        });
        const { label, verdict } = standing;
        record(db, studyId, {
          actor: reader,
          action: 'review.withdrawn',
          details: { review, label, verdict },
          rows: [{ table: 'review_withdrawals', id: review }],
        });
        return { ...standing, withdrawnAt: createdAt };
      }),
    addNote: ({ studyId, note, reader }) =>
      database.writeDurably((db) => record(db, studyId, { actor: reader, action: 'note.written', details: { note } })),
  };
}

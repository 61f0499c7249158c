import type { Review, SeenStep, Verdict } from '../../domain/studies/study.ts';
import type { ModelId, PredictionId, StudyId } from '../../domain/ids.ts';
import type { Database, Reads } from '../database/database.ts';
import type { RecordChange } from '../audit-trail/record-change.ts';

export type NewReview = Omit<Review, 'id' | 'createdAt'>;

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
    seen: JSON.parse(row.seen) as SeenStep[],
    createdAt: row.created_at,
  };
}

/** Oldest first. */
export function reviewsOfStudy(db: Reads, study: StudyId): Review[] {
  return db.all<ReviewRow>('SELECT * FROM reviews WHERE study = @study ORDER BY id', { study }).map(toReview);
}

export interface ReviewRepository {
  /** Reviews are only ever added: a reader who changes their mind leaves both answers. */
  add(review: NewReview): Review;
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
        });
        return { ...review, id, createdAt };
      }),
  };
}

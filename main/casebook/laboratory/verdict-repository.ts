import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { InstanceId, ModelId, StudyId } from '../../domain/ids.ts';
import type { Database } from '../database/database.ts';

/** An image on which a reader has answered to a model's finding. */
export interface ImageVerdict {
  readonly instanceId: InstanceId;
  readonly studyId: StudyId;
  readonly frameIndex: number;
  /** The model's labels, in the order of its logits. */
  readonly labels: readonly string[];
  readonly path: string;
  readonly sha256: string;
  readonly viewPosition: string | null;
  /** False where each file is a study of its own, because it has no Study Instance UID. */
  readonly isStudyKnown: boolean;
  readonly studyDate: string | null;
  readonly patientId: string | null;
  readonly patientName: string | null;
  readonly patientBirthDate: string | null;
  readonly patientSex: string | null;
}

interface VerdictRow extends Omit<ImageVerdict, 'labels' | 'viewPosition' | 'isStudyKnown'> {
  readonly labels: string;
  readonly meaning: string;
  readonly isStudyKnown: number;
}

export interface VerdictRepository {
  /** Oldest first. @param since YYYY-MM-DD */
  ofFinding(finding: {
    readonly model: ModelId;
    readonly label: string;
    readonly since: string | null;
  }): readonly ImageVerdict[];
}

export function createVerdictRepository(database: Database): VerdictRepository {
  return {
    ofFinding: ({ model, label, since }) =>
      database.read
        .all<VerdictRow>(
          `SELECT predictions.instance AS instanceId, reviews.study AS studyId, predictions.frame_index AS frameIndex,
             predictions.labels, instances.path, instances.sha256, instances.meaning, studies.uid IS NOT NULL AS isStudyKnown, studies.study_date AS studyDate,
             patients.patient_id AS patientId, patients.name AS patientName, patients.birth_date AS patientBirthDate,
             patients.sex AS patientSex
           FROM reviews JOIN predictions ON predictions.id = reviews.prediction
             JOIN instances ON instances.id = predictions.instance
             JOIN studies ON studies.id = reviews.study
             LEFT JOIN patients ON patients.id = studies.patient
           WHERE reviews.model = @model AND reviews.label = @label AND reviews.created_at >= @since
           ORDER BY reviews.id`,
          { model, label, since: since ?? '' },
        )
        .map(({ meaning, labels, isStudyKnown, ...row }) => ({
          ...row,
          labels: JSON.parse(labels) as string[],
          isStudyKnown: isStudyKnown === 1,
          viewPosition: (JSON.parse(meaning) as FrameMetadata).viewPosition,
        })),
  };
}

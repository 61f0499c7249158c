/** Valid images and predictions for tests; the overrides show what a test is about. */
import { createHash } from 'node:crypto';
import type { InstanceId, ModelId } from '../../main/domain/ids.ts';
import { makeMetadata } from './make-frame.ts';
import { emptyHeader, type ImageHeader, type Moment } from '../../main/domain/studies/image-header.ts';
import type { NewImage } from '../../main/casebook/studies/new-image.ts';
import type { NewPrediction } from '../../main/casebook/studies/prediction-repository.ts';

const metadata = makeMetadata({ viewPosition: 'PA' });

/** The moment of a file that gives a date without a time. */
export function dated(date: string): Moment {
  return { date, time: null, rawDate: date.replaceAll('-', ''), rawTime: null };
}

/** The number-th DICOM image: each has its own patient, study and UIDs unless the header says otherwise. */
export function makeImage(
  number: number,
  header: Partial<ImageHeader> = {},
  overrides: Partial<NewImage> = {},
): NewImage {
  return {
    path: `/images/${number}.dcm`,
    format: 'dicom',
    sha256: createHash('sha256').update(`file ${number}`).digest('hex'),
    frameCount: 1,
    metadata,
    header: {
      ...emptyHeader,
      patientName: `Doe^Person ${number}`,
      patientId: `P${number}`,
      studyInstanceUid: `1.2.${number}`,
      seriesInstanceUid: `1.2.${number}.1`,
      sopInstanceUid: `1.2.${number}.1.1`,
      modality: 'DX',
      ...header,
    },
    description: 'Chest PA',
    thumbnail: Uint8Array.of(1, 2, 3),
    ...overrides,
  };
}

/** A prediction of PNEUMONIA by one label's operating point at 0.5. */
export function makePrediction(
  instanceId: InstanceId,
  probability: number,
  overrides: Partial<NewPrediction> = {},
): NewPrediction {
  const model = overrides.model ?? ('chest' as ModelId);
  return {
    instanceId,
    frameIndex: 0,
    model,
    logits: [0, 1],
    labels: ['NORMAL', 'PNEUMONIA'],
    findings: [{ model, label: 'PNEUMONIA', probability, threshold: 0.5, positive: probability >= 0.5, flags: [] }],
    provenance: {
      modelSha256: 'a'.repeat(64),
      modelVersion: '1.0.0',
      cardVersion: 1,
      preprocessingVersion: 1,
      scoringFingerprint: 'c'.repeat(64),
      provider: 'cpu',
      runtimeVersion: '1.30.0',
      inputSha256: 'b'.repeat(64),
      temperature: 1.5,
    },
    durationMs: 12,
    ...overrides,
  };
}

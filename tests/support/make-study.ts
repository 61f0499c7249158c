/** Valid studies for tests of what shows them; the overrides say what a test is about. */
import { unstatedMoment } from '../../main/domain/studies/image-header.ts';
import { unstatedDetails, type Instance, type Study } from '../../main/domain/studies/study.ts';
import { instanceId, personId, seriesId, studyId } from '../../main/domain/ids.ts';
import { makeMetadata } from './make-frame.ts';

/** The number-th DICOM image of study 1. */
export function makeInstance(number: number, overrides: Partial<Instance> = {}): Instance {
  return {
    ...unstatedDetails,
    id: instanceId.parse(number),
    studyId: studyId.parse(1),
    seriesId: seriesId.parse(1),
    uid: `1.2.3.1.${number}`,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
    number,
    path: `/images/${number}.dcm`,
    format: 'dicom',
    modality: 'DX',
    seriesDescription: null,
    frameCount: 1,
    metadata: makeMetadata(),
    sha256: '',
    isUidShared: false,
    isSynthetic: false,
    isHeaderKept: true,
    ...overrides,
  };
}

/** A study of one image, not scored and not read. */
export function makeStudy(overrides: Partial<Study> = {}): Study {
  return {
    id: studyId.parse(1),
    uid: '1.2.3',
    dicomStudyId: null,
    personId: personId.parse(1),
    possiblySamePersons: [],
    patientName: 'A^B',
    patientId: '1',
    patientIdIssuer: null,
    patientIdQualifiers: null,
    characterSets: [],
    patientBirthDate: null,
    patientSex: null,
    accessionNumber: null,
    description: '',
    modality: 'DX',
    studyDate: null,
    moment: unstatedMoment,
    importedAt: '2026-11-20T10:00:00.000Z',
    isSynthetic: false,
    series: [
      {
        id: seriesId.parse(1),
        uid: '1.2.3.1',
        number: 1,
        modality: 'DX',
        description: null,
        bodyPart: null,
        laterality: null,
        frameOfReferenceUid: null,
        moment: unstatedMoment,
      },
    ],
    instances: [makeInstance(1)],
    predictions: [],
    refusals: [],
    reviews: [],
    ...overrides,
  };
}

import { describe, expect, test } from 'vitest';
import { emptyHeader } from '../../../domain/studies/image-header.ts';
import { patientOfHeader } from './patient-of-file.ts';

const ofHeader = (stated: Partial<typeof emptyHeader>) => patientOfHeader({ ...emptyHeader, ...stated });

describe('the patient of a file', () => {
  test('is the Patient ID of its header, else name and birth date', () => {
    expect(ofHeader({ patientId: ' 4711 ', patientName: 'DOE^JANE' })).toBe('4711');
    expect(ofHeader({ patientName: 'DOE^JANE', patientBirthDate: '2019-02-03' })).toBe('DOE, JANE 2019-02-03');
    expect(ofHeader({ patientName: 'DOE^JANE' })).toBe('DOE, JANE');
  });

  test('has the same name whether the casebook keeps it raw or, as it did before, formatted', () => {
    expect(ofHeader({ patientName: 'DOE, JANE' })).toBe(ofHeader({ patientName: 'DOE^JANE' }));
  });

  test('is unknown where the header names nobody', () => {
    expect(ofHeader({})).toBeNull();
    for (const nobody of [
      '',
      'ANONYMOUS',
      'Anonymized',
      'ANONYMOUS^PATIENT',
      'unknown',
      '0000',
      'DE-IDENTIFIED',
      'nan',
      'N/A',
      '?',
      '-1',
    ])
      expect(ofHeader({ patientId: nobody, patientName: nobody })).toBeNull();
    for (const somebody of ['ANON0017', '1', '-2', 'NA12', 'Nanette'])
      expect(ofHeader({ patientId: somebody })).toBe(somebody);
    expect(ofHeader({ patientId: 'Anonymous', patientName: 'DOE^JANE' })).toBe('DOE, JANE');
  });
});

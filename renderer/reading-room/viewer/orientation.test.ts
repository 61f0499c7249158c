import { describe, expect, test } from 'vitest';
import type { FrameMetadata } from '../../../main/domain/studies/frame.ts';
import { edgeMarksOf } from './orientation.ts';

const marks = (patientOrientation: FrameMetadata['patientOrientation']) =>
  edgeMarksOf({ patientOrientation } as FrameMetadata);

describe('marks at the edges', () => {
  test('the rows of a PA film run to the left of the patient', () => {
    expect(marks(['L', 'F'])).toEqual({ right: 'L', left: 'R' });
    expect(marks(['AL', 'F'])).toEqual({ right: 'AL', left: 'PR' });
  });

  test('there is none where the file says nothing or nonsense', () => {
    expect(marks(null)).toBeNull();
    expect(marks(['', ''])).toBeNull();
    expect(marks(['X', 'F'])).toBeNull();
  });
});

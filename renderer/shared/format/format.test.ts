import { describe, expect, test } from 'vitest';
import { formatDate, formatDuration, formatLabel, formatPatientName, studyTitle } from './format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';

describe('numbers on screen', () => {
  test('a probability has two digits and never claims certainty it lacks', () => {
    expect(formatProbability(0.354)).toBe('0.35');
    expect(formatProbability(0.9971)).toBe('>0.99');
    expect(formatProbability(0.0004)).toBe('<0.01');
    expect(formatProbability(0)).toBe('0.00');
    expect(formatProbability(1)).toBe('1.00');
  });

  test('a missing or broken study date is said, not shown as a date', () => {
    expect(formatDate(null)).toBe('No date');
    expect(formatDate('20-2')).toBe('No date');
  });

  test('a DICOM name is shown family first, without carets', () => {
    expect(formatPatientName('Okafor^Adaeze^Ngozi')).toBe('Okafor, Adaeze Ngozi');
    expect(formatPatientName('Yamada^Tarou=山田^太郎')).toBe('Yamada, Tarou');
    expect(formatPatientName('')).toBe('No name');
  });

  test('an image without a patient is called by its file', () => {
    expect(studyTitle({ patientName: '', description: 'IM-0156.jpeg' })).toBe('IM-0156.jpeg');
    expect(studyTitle({ patientName: 'Okafor^Adaeze', description: 'Chest' })).toBe('Okafor, Adaeze');
  });

  test('time left is rounded up to the unit that matters', () => {
    expect(formatDuration(12.2)).toBe('13 s');
    expect(formatDuration(150)).toBe('3 min');
    expect(formatDuration(7500)).toBe('2 h 5 min');
  });

  test('labels in capitals are written as words', () => {
    expect(formatLabel('PNEUMONIA')).toBe('Pneumonia');
    expect(formatLabel('Pleural effusion')).toBe('Pleural effusion');
  });
});

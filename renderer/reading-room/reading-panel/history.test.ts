import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../main/domain/audit-entry.ts';
import type { Review } from '../../../main/domain/studies/study.ts';
import { modelId, predictionId, studyId } from '../../../main/domain/ids.ts';
import { timelineOf } from './history.ts';

const review: Review = {
  id: 1,
  studyId: studyId.parse(1),
  predictionId: predictionId.parse(1),
  model: modelId.parse('chest-pneumonia'),
  label: 'PNEUMONIA',
  probability: 0.812,
  positive: true,
  verdict: 'agree',
  note: 'Right lower lobe.',
  reader: 'mm',
  seen: [
    { what: 'image', at: '2026-11-20T10:00:00.000Z' },
    { what: 'heatmap', at: '2026-11-20T10:00:04.000Z' },
    { what: 'heatmap', method: 'layercam', at: '2026-11-20T10:00:06.000Z' },
  ],
  createdAt: '2026-11-20T10:01:00.000Z',
  withdrawnAt: null,
};
const entry = (id: number, action: string, at: string, details: Record<string, unknown> = {}): AuditEntry => ({
  id,
  at,
  actor: 'overread',
  action,
  subject: 'study:1',
  details,
});

describe("a case's history", () => {
  test('is one list of what people and the machine did, newest first', () => {
    const items = timelineOf([review], [entry(1, 'image.imported', '2026-11-20T09:00:00.000Z', { format: 'dicom' })]);
    expect(items.map(({ text }) => text)).toEqual(['with Pneumonia 0.81 (chest-pneumonia)', 'Image imported (DICOM)']);
  });

  test('puts what happened in one millisecond in the order of the log', () => {
    const at = '2026-11-20T09:00:00.000Z';
    const items = timelineOf([], [entry(1, 'image.imported', at, { format: 'dicom' }), entry(2, 'study.deleted', at)]);
    expect(items.map(({ text }) => text)).toEqual(['Study deleted', 'Image imported (DICOM)']);
  });

  test('tells an answer once, with what had been seen before', () => {
    const items = timelineOf([review], [entry(2, 'review.recorded', review.createdAt)]);
    expect(items).toHaveLength(1);
    expect(items[0]?.seen).toBe('Looked at before answering: image → heatmap → heatmap (LayerCAM)');
  });

  test('keeps an answer that was taken back, and says so', () => {
    const items = timelineOf(
      [{ ...review, withdrawnAt: '2026-11-20T10:02:00.000Z' }],
      [entry(3, 'review.withdrawn', '2026-11-20T10:02:00.000Z'), entry(4, 'note.written', '3', { note: 'Hilum?' })],
    );
    expect(items.map(({ text }) => text)).toEqual([
      'Note: Hilum?',
      'Took an answer back',
      expect.stringMatching(/^with Pneumonia 0.81 \(chest-pneumonia\); taken back /),
    ]);
  });

  test('says what was scored, by which version, and what was not', () => {
    const findings = [{ label: 'PNEUMONIA', probability: 0.812 }];
    const fault = { code: 'unsuitable.lateral', details: {} };
    const [refusal, earlier, prediction] = timelineOf(
      [],
      [
        entry(1, 'prediction.made', '1', { model: 'chest', modelVersion: '1.2.0', provider: 'cpu', findings }),
        entry(2, 'prediction.refused', '2', { model: 'chest', reason: 'Not scored: a lateral view.' }),
        entry(3, 'prediction.refused', '3', { model: 'chest', fault }),
      ],
    );
    expect(prediction?.text).toBe('Scored by chest 1.2.0 (cpu): Pneumonia 0.81');
    expect(earlier?.text).toBe('Refused by chest. Not scored: a lateral view.');
    expect(refusal?.text).toMatch(/^Refused by chest\. Not scored: this is a lateral view/);
  });

  test('says whose studies were put together, apart and back', () => {
    const actions = ['patient.merged', 'patient.split', 'patient.change-undone'];
    const items = timelineOf(
      [],
      actions.map((action, i) => entry(i, action, String(i), { change: 1, from: 2, into: 3 })),
    );
    expect(items.map(({ text }) => text)).toEqual([
      'A merge or move of patients was undone',
      'Studies were moved to another patient',
      'Studies of two patients were put together as one patient’s',
    ]);
  });

  test('names an entry that a later version wrote', () => {
    const items = timelineOf([], [entry(1, 'study.deleted', '1'), entry(2, 'prediction.made', '2', { other: 1 })]);
    expect(items.map(({ text }) => text)).toEqual(['Prediction made', 'Study deleted']);
  });
});

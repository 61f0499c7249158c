import { describe, expect, test } from 'vitest';
import { modelCardSchema, type ModelCard } from '../../domain/models/model-card.ts';
import { makeCard } from '../../../tests/support/make-model.ts';
import { scoringFingerprint } from './scoring-fingerprint.ts';

const card = makeCard();
const { preprocessing, operatingPoints } = card;
const [inUse, ...others] = operatingPoints;

describe('the scoring fingerprint', () => {
  test.each<[string, Partial<ModelCard>]>([
    ['the model file', { sha256: 'f'.repeat(64) }],
    ['the version', { version: '1.0.1' }],
    ['the order of the labels', { labels: ['PNEUMONIA', 'NORMAL'] }],
    ['the value that holds the logits', { values: { ...card.values, logits: 'other' } }],
    ['the temperature', { calibration: { ...card.calibration, temperature: 2.1 } }],
    ['the threshold', { operatingPoints: [{ ...inUse!, threshold: 0.55 }, ...others] }],
    ['which threshold is in use', { operatingPoints: operatingPoints.toReversed() }],
    ['the size', { preprocessing: { ...preprocessing, width: 32 } }],
    ['the intensity', { preprocessing: { ...preprocessing, intensity: { kind: 'percentile', low: 1, high: 99 } } }],
    ['the resize rule', { preprocessing: { ...preprocessing, resize: 'pad' } }],
    ['the normalisation', { preprocessing: { ...preprocessing, normalisation: { kind: 'per-image' } } }],
    ['the views', { preprocessing: { ...preprocessing, views: [{ ...preprocessing.views[0]!, scale: 1.1 }] } }],
  ])('changes with %s', (_part, changes) => {
    expect(scoringFingerprint(makeCard(changes))).not.toBe(scoringFingerprint(card));
  });

  test('stays when only words about the model change, or the order of the keys in its file', () => {
    expect(scoringFingerprint(makeCard({ title: 'Other', limits: ['None'] }))).toBe(scoringFingerprint(card));
    const turned = Object.fromEntries(Object.entries(preprocessing).toReversed());
    const parsed = modelCardSchema.parse({ ...card, preprocessing: turned });
    expect(scoringFingerprint(parsed)).toBe(scoringFingerprint(card));
  });
});

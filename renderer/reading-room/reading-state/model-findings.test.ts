import { describe, expect, test } from 'vitest';
import type { Finding, Prediction, Refusal, Review, Study } from '../../../main/domain/studies/study.ts';
import { instanceId, modelId, predictionId, studyId } from '../../../main/domain/ids.ts';
import { makeInstance, makeStudy as makeStudyOf } from '../../../tests/support/make-study.ts';
import { answerTo, modelFindingsOf, imagesOf, readsOf } from './model-findings.ts';

const pneumonia = modelId.parse('chest-pneumonia');
const baseline = modelId.parse('small-cnn');
const installed = [{ id: pneumonia, scoringFingerprint: 'now', state: 'current' as const }];
const finding: Finding = {
  model: pneumonia,
  label: 'PNEUMONIA',
  probability: 0.8,
  threshold: 0.3,
  positive: true,
  flags: [],
};

const makePrediction = (id: number, overrides: Partial<Prediction> = {}): Prediction => ({
  id: predictionId.parse(id),
  instanceId: instanceId.parse(1),
  frameIndex: 0,
  model: pneumonia,
  logits: [-1, 1],
  labels: ['NORMAL', 'PNEUMONIA'],
  findings: [finding],
  provenance: {
    modelSha256: '',
    modelVersion: '1.0.0',
    cardVersion: 1,
    preprocessingVersion: 1,
    scoringFingerprint: 'now',
    provider: 'cpu',
    runtimeVersion: '1',
    inputSha256: '',
    temperature: 1,
  },
  durationMs: 10,
  createdAt: `2026-11-20T10:00:0${id}.000Z`,
  ...overrides,
});

const makeRefusal = (model = pneumonia): Refusal => ({
  instanceId: instanceId.parse(1),
  frameIndex: 0,
  model,
  fault: { code: 'unsuitable.lateral', details: {} },
  createdAt: '2026-11-20T10:00:00.000Z',
});

const makeReview = (id: number, verdict: Review['verdict']): Review => ({
  id,
  studyId: studyId.parse(1),
  predictionId: predictionId.parse(1),
  model: pneumonia,
  label: 'PNEUMONIA',
  probability: 0.8,
  positive: true,
  verdict,
  note: '',
  reader: 'reader',
  seen: [],
  createdAt: `2026-11-20T11:00:0${id}.000Z`,
  withdrawnAt: null,
});

const makeStudy = (overrides: Partial<Study> = {}): Study =>
  makeStudyOf({ instances: [makeInstance(1), makeInstance(2, { frameCount: 3 })], ...overrides });

describe('the second read of an image', () => {
  const first = imagesOf(makeStudy())[0]!;

  test('every frame of every instance is an image', () => {
    expect(imagesOf(makeStudy()).map(({ instance, frameIndex }) => `${instance.id}/${frameIndex}`)).toEqual([
      '1/0',
      '2/0',
      '2/1',
      '2/2',
    ]);
  });

  test('the newest prediction of a model counts', () => {
    const study = makeStudy({ predictions: [makePrediction(2), makePrediction(1)] });
    expect(readsOf(study, first, installed)[0]?.prediction?.id).toBe(2);
  });

  test('a candidate is there only where it was asked', () => {
    const withCandidate = [...installed, { id: baseline, scoringFingerprint: 'now', state: 'candidate' as const }];
    const modelsOf = (predictions: readonly Prediction[]) =>
      readsOf(makeStudy({ predictions }), first, withCandidate).map(({ model }) => model);
    expect(modelsOf([])).toEqual([pneumonia]);
    expect(modelsOf([makePrediction(1, { model: baseline })])).toEqual([pneumonia, baseline]);
  });

  test('a prediction made of another image says nothing about this one', () => {
    const study = makeStudy({ predictions: [makePrediction(1, { instanceId: instanceId.parse(2) })] });
    expect(readsOf(study, first, installed)).toMatchObject([{ model: pneumonia, prediction: null, refusal: null }]);
  });

  test('a refusal is shown until the model does score the image', () => {
    expect(readsOf(makeStudy({ refusals: [makeRefusal()] }), first, [])[0]?.refusal).toEqual(makeRefusal());
    const scored = makeStudy({ refusals: [makeRefusal()], predictions: [makePrediction(1)] });
    expect(readsOf(scored, first, [])[0]).toMatchObject({ refusal: null, prediction: { id: 1 } });
  });

  test('an installed model that has not seen the image is listed without an answer', () => {
    const study = makeStudy({ predictions: [makePrediction(1)] });
    const both = [...installed, { id: baseline, scoringFingerprint: 'other', state: 'current' as const }];
    expect(readsOf(study, first, both)[1]).toEqual({
      model: baseline,
      prediction: null,
      isCurrent: false,
      refusal: null,
    });
    expect(modelFindingsOf(readsOf(study, first, both))).toHaveLength(1);
  });

  test('what an earlier version of a model answered is not taken for the answer of the installed one', () => {
    const early = makePrediction(1);
    const replaced = [{ id: pneumonia, scoringFingerprint: 'later', state: 'current' as const }];
    const study = makeStudy({ predictions: [early] });
    expect(readsOf(study, first, replaced)).toMatchObject([{ prediction: { id: 1 }, isCurrent: false }]);
    expect(readsOf(study, first, [])).toMatchObject([{ prediction: { id: 1 }, isCurrent: false }]);
    expect(modelFindingsOf(readsOf(study, first, replaced))).toMatchObject([{ isCurrent: false }]);
    const late = makePrediction(2, { provenance: { ...early.provenance, scoringFingerprint: 'later' } });
    const both = makeStudy({ predictions: [early, late] });
    expect(readsOf(both, first, replaced)).toMatchObject([{ prediction: { id: 2 }, isCurrent: true }]);
    // The earlier version is installed again: its own answer counts, though it is the older one.
    expect(readsOf(both, first, installed)).toMatchObject([{ prediction: { id: 1 }, isCurrent: true }]);
  });

  test("the reader's last word stands", () => {
    const modelFinding = { finding, prediction: makePrediction(1), isCurrent: true };
    expect(answerTo(modelFinding, [makeReview(1, 'agree'), makeReview(2, 'disagree')])?.verdict).toBe('disagree');
    expect(answerTo({ ...modelFinding, prediction: makePrediction(3) }, [makeReview(1, 'agree')])).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { acquisitionReasons, disagreementOf, proposeFrames, uncertaintyOf, type Candidate } from './active-learning.ts';
import { cosineSimilarity, toFeatureVector } from './feature-vector.ts';
import { createRandom } from '../statistics/random.ts';

const finding = (probability: number, threshold = 0.5, label = 'PNEUMONIA') => ({ label, probability, threshold });
const candidate = (probabilities: readonly number[], features: readonly number[] | null = null): Candidate => ({
  findings: probabilities.map((probability) => finding(probability)),
  features: features === null ? null : toFeatureVector(features),
});

describe('what a read would teach', () => {
  test('uncertainty is largest at the operating point, wherever that lies', () => {
    expect(uncertaintyOf([finding(0.8, 0.8)])).toBeCloseTo(1, 12);
    expect(uncertaintyOf([finding(0.5, 0.8)])).toBeLessThan(uncertaintyOf([finding(0.75, 0.8)]));
    expect(uncertaintyOf([finding(0)])).toBe(0);
  });

  test('disagreement is 1 bit of opposite certainties and 0 of equal answers', () => {
    expect(disagreementOf([finding(0), finding(1)])).toBeCloseTo(1, 12);
    expect(disagreementOf([finding(0.7), finding(0.7)])).toBeCloseTo(0, 12);
    expect(disagreementOf([finding(0.2)])).toBe(0);
  });

  test('answers on different labels don’t contradict each other', () => {
    expect(disagreementOf([finding(0.01, 0.5, 'COVID'), finding(0.99)])).toBeCloseTo(0, 12);
  });

  test('unsure and contradictory cases come first', () => {
    const order = proposeFrames([candidate([0.01]), candidate([0.5]), candidate([0.1, 0.9])], { read: [], count: 3 });
    expect(order.at(-1)?.index).toBe(0);
  });

  test('a twin of a chosen or read case comes after a different one that teaches less', () => {
    const [one, twin, other] = [candidate([0.5], [1, 0]), candidate([0.5], [1, 0.02]), candidate([0.3], [0, 1])];
    expect(proposeFrames([one, twin, other], { read: [], count: 3 }).map(({ index }) => index)).toEqual([0, 2, 1]);
    const read = [toFeatureVector([1, 0])!];
    expect(proposeFrames([one, other], { read, count: 2 }).map(({ index }) => index)).toEqual([1, 0]);
  });

  test('many alike cases are proposed in the order that comparing each with all would give', () => {
    const random = createRandom('alike');
    const features = (): number[] => Array.from({ length: 6 }, () => 1 + random.normal());
    const cases = Array.from({ length: 60 }, () => candidate([0.2 + 0.6 * random.next()], features()));
    const read = Array.from({ length: 20 }, () => toFeatureVector(features())!);
    const others = [...read];
    const left = [...cases.keys()];
    const worthOf = (index: number): number => {
      const nearest = others.map((other) => 1 - cosineSimilarity(cases[index]!.features!, other));
      return uncertaintyOf(cases[index]!.findings) * Math.max(0.01, Math.min(1, ...nearest));
    };
    const expected = Array.from({ length: 10 }, () => {
      const best = left.reduce((a, b) => (worthOf(b) > worthOf(a) ? b : a));
      left.splice(left.indexOf(best), 1);
      others.push(cases[best]!.features!);
      return best;
    });
    expect(proposeFrames(cases, { read, count: 10 }).map(({ index }) => index)).toEqual(expected);
  });

  test('no more are proposed than asked for or there are', () => {
    const three = [candidate([0.5]), candidate([0.5]), candidate([0.5])];
    expect(proposeFrames(three, { read: [], count: 2 })).toHaveLength(2);
    expect(proposeFrames(three, { read: [], count: 9 })).toHaveLength(3);
  });
});

test('a frame has each reason that holds, and none where nothing stands out', () => {
  expect(acquisitionReasons({ uncertainty: 0.95, disagreement: 0.3, novelty: 0.4 })).toEqual([
    'disagreement',
    'uncertainty',
    'novelty',
  ]);
  expect(acquisitionReasons({ uncertainty: 0.99, disagreement: 0, novelty: 0.01 })).toEqual(['uncertainty']);
  expect(acquisitionReasons({ uncertainty: 0.1, disagreement: 0, novelty: 0 })).toEqual([]);
});

test('a probability well above the threshold is not called close to it', () => {
  const uncertainty = uncertaintyOf([{ label: 'PNEUMONIA', probability: 0.77, threshold: 0.47 }]);
  expect(acquisitionReasons({ uncertainty, disagreement: 0, novelty: 0 })).toEqual([]);
});

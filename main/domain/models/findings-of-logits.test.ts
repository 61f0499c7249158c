import { describe, expect, test } from 'vitest';
import { makeModel } from '../../../tests/support/make-model.ts';
import { findingsOf, probabilitiesOf, probabilityOf } from './findings-of-logits.ts';

const { card } = makeModel();
const calibration = { temperature: 2, fittedOn: null };

describe('probabilities of logits', () => {
  test('of labels that exclude each other add up to one; the temperature flattens them', () => {
    const [normal, pneumonia] = probabilitiesOf({ calibration }, [0, 2]);
    expect(normal! + pneumonia!).toBeCloseTo(1, 12);
    expect(pneumonia).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });

  test('of labels that may be there together stand each for itself', () => {
    const found = probabilitiesOf({ activation: 'sigmoid', calibration }, [4, 4]);
    expect(found).toEqual([1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(-2))]);
  });

  test('a label is found by its name; one that the card lacks has no probability', () => {
    const logits = [0, 2];
    expect(probabilityOf(card, logits, 'PNEUMONIA')).toBe(probabilitiesOf(card, logits)[1]);
    expect(probabilityOf(card, logits, 'FRACTURE')).toBeNaN();
  });
});

test('findings are the labels with an operating point, positive from their first threshold on', () => {
  const [point] = card.operatingPoints;
  const model = {
    ...card,
    calibration,
    operatingPoints: [
      { ...point!, threshold: 0.5 },
      { ...point!, threshold: 0.9 },
    ],
  };
  expect(findingsOf(model, [0, 0])).toEqual([
    { model: card.id, label: point!.label, probability: 0.5, threshold: 0.5, positive: true, flags: [] },
  ]);
  expect(findingsOf(model, [0.1, 0])[0]!.positive).toBe(false);
});

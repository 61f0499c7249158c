import { describe, expect, test } from 'vitest';
import { activationCases } from '../../../../tests/support/gradient-cases/activations.ts';
import { arithmeticCases } from '../../../../tests/support/gradient-cases/arithmetic.ts';
import { convolutionCases } from '../../../../tests/support/gradient-cases/convolution.ts';
import { elementwiseCases } from '../../../../tests/support/gradient-cases/elementwise.ts';
import type { GradientCases } from '../../../../tests/support/gradient-cases/gradient-cases.ts';
import { indexingCases } from '../../../../tests/support/gradient-cases/indexing.ts';
import { matrixProductCases } from '../../../../tests/support/gradient-cases/matrix-products.ts';
import { normalisationCases } from '../../../../tests/support/gradient-cases/normalisation.ts';
import { paddingSlicingCases } from '../../../../tests/support/gradient-cases/padding-slicing.ts';
import { poolingCases } from '../../../../tests/support/gradient-cases/pooling.ts';
import { reductionCases } from '../../../../tests/support/gradient-cases/reductions.ts';
import { resizeCases } from '../../../../tests/support/gradient-cases/resize.ts';
import { shapeCases } from '../../../../tests/support/gradient-cases/shape-ops.ts';
import { gradientFaults } from '../../../../tests/support/check-gradient.ts';
import { NO_GRADIENT } from '../shared/gradient-rule.ts';
import { gradientRules } from './gradient-rules.ts';

const cases: GradientCases = {
  ...activationCases,
  ...arithmeticCases,
  ...convolutionCases,
  ...elementwiseCases,
  ...indexingCases,
  ...matrixProductCases,
  ...normalisationCases,
  ...paddingSlicingCases,
  ...poolingCases,
  ...reductionCases,
  ...resizeCases,
  ...shapeCases,
};
const differentiable = Object.keys(gradientRules).filter((op) => gradientRules[op] !== NO_GRADIENT);

test('every rule of the table has a central-difference case, and every case has its rule', () => {
  expect(Object.keys(cases).toSorted()).toEqual(differentiable.toSorted());
  expect(Object.entries(cases).filter(([, list]) => list.length === 0)).toEqual([]);
});

describe.each(Object.entries(cases))('the gradient of %s', (op, list) => {
  test.each(list)('holds $name', async ({ name: _name, ...each }) => {
    expect(await gradientFaults({ op, ...each })).toEqual([]);
  });
});

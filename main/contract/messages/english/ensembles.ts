import type { EnsembleKind } from '../../../domain/comparison/comparison-report.ts';

/** Several models as one, for a comparison: the name, how it was made, and on which cases its weights were fitted. */
export const ensembles = {
  mean: { title: 'Mean', sentence: 'The mean of the members’ probabilities; nothing was fitted.' },
  weighted: {
    title: 'Weighted mean',
    sentence:
      'The mean of the members’ probabilities, each weighted by the inverse of its negative log-likelihood on the other patients: five folds by patient, so that no case had a part in the weights it is measured with.',
  },
  stacking: {
    title: 'Stacking',
    sentence:
      'Logistic regression on the members’ standardised log-odds (penalty 1 on half the squared weights), fitted on the other patients: five folds by patient, so that no case had a part in the coefficients it is measured with.',
  },
} as const satisfies Readonly<Record<EnsembleKind, Readonly<Record<'title' | 'sentence', string>>>>;

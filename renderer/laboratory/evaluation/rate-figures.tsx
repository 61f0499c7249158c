import { Box } from '@mui/material';
import type { BinaryRates, FindingReport } from '../../../main/domain/evaluation/report.ts';
import { formatPercent } from '../../shared/format/format.ts';
import { Figure } from '../../shared/components/figure.tsx';
import type { MovingRates } from './use-rates.ts';

const row = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(122px, 1fr))',
  columnGap: 1.5,
  rowGap: 1,
} as const;

const overPatients = '95 % interval over patients.';

type Rate = readonly [title: string, estimate: BinaryRates['accuracy'], explanation: string];

function ratesOf(rates: BinaryRates): readonly Rate[] {
  const { atPrevalence } = rates;
  const here =
    atPrevalence === null
      ? 'At the share of positives that this dataset has.'
      : `By Bayes’ rule at a prevalence of ${formatPercent(atPrevalence.prevalence)}.`;
  const values = atPrevalence ?? rates;
  return [
    ['Sensitivity', rates.sensitivity, `Of the cases with the finding, the share called. ${overPatients}`],
    ['Specificity', rates.specificity, `Of the cases without it, the share not called. ${overPatients}`],
    ['PPV', values.positivePredictiveValue, `Of the called cases, the share that has it. ${here}`],
    ['NPV', values.negativePredictiveValue, `Of the others, the share that has it not. ${here}`],
    ['Accuracy', rates.accuracy, `The share called rightly. ${overPatients}`],
    ['Balanced accuracy', rates.balancedAccuracy, 'The mean of sensitivity and specificity.'],
    ['F1', rates.f1, 'Harmonic mean of sensitivity and PPV, at this dataset’s share of positives.'],
    ['MCC', rates.matthews, 'Matthews’ correlation of calls and truth, −1 to 1; 0 is chance.'],
  ];
}

/** What the threshold gives; values follow it at once. */
export function RateFigures({ moving: { rates, isSettling } }: { readonly moving: MovingRates }) {
  return (
    <Box component="section" aria-label="At the threshold" data-testid="rates" sx={row}>
      {ratesOf(rates).map(([title, estimate, explanation]) => (
        <Figure key={title} title={title} estimate={estimate} explanation={explanation} isSettling={isSettling} />
      ))}
    </Box>
  );
}

/** What holds whatever the threshold. */
export function CurveFigures({ finding }: { readonly finding: FindingReport }) {
  const { auc, averagePrecision, calibration, intervalMethod } = finding;
  const figures: readonly Rate[] = [
    ['AUC', auc, `Area under the ROC curve; interval by ${intervalMethod}.`],
    [
      'Average precision',
      averagePrecision,
      `Area under the precision–recall curve, without interpolation. ${overPatients}`,
    ],
    [
      'Brier score',
      calibration.brier,
      `Mean squared distance of the probability from the truth; 0 is perfect. ${overPatients}`,
    ],
    [
      'Calibration error',
      calibration.expectedCalibrationError,
      `Expected calibration error over ten bins; 0 is perfect. ${overPatients}`,
    ],
    [
      'Log loss',
      calibration.negativeLogLikelihood,
      `Mean negative log-likelihood, in nats; 0 is perfect. ${overPatients}`,
    ],
  ];
  return (
    <Box component="section" aria-label="Over all thresholds" sx={row}>
      {figures.map(([title, estimate, explanation]) => (
        <Figure key={title} title={title} estimate={estimate} explanation={explanation} />
      ))}
    </Box>
  );
}

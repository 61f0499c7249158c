import { statisticalMethodName } from '../../../main/contract/messages/statistical-method-names.ts';
import { Box } from '@mui/material';
import type { BinaryRates, FindingReport } from '../../../main/domain/evaluation/report.ts';
import { Figure } from '../../shared/components/figure.tsx';
import { formatPercent } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import type { MovingRates } from './use-rates.ts';

const row = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(108px, 1fr))',
  columnGap: 1.5,
  rowGap: 1,
} as const;

type Rate = readonly [title: string, estimate: BinaryRates['accuracy'], explanation: string];

function ratesOf(rates: BinaryRates): readonly Rate[] {
  const { atPrevalence } = rates;
  const interval = t('evaluation:overPatients');
  const share =
    atPrevalence === null
      ? t('evaluation:hereAsInDataset')
      : t('evaluation:hereByBayes', { prevalence: formatPercent(atPrevalence.prevalence) });
  const values = atPrevalence ?? rates;
  return [
    [t('evaluation:sensitivity'), rates.sensitivity, t('evaluation:sensitivityMeans', { interval })],
    [t('evaluation:specificity'), rates.specificity, t('evaluation:specificityMeans', { interval })],
    [t('evaluation:ppv'), values.positivePredictiveValue, t('evaluation:ppvMeans', { share })],
    [t('evaluation:npv'), values.negativePredictiveValue, t('evaluation:npvMeans', { share })],
    [t('evaluation:accuracy'), rates.accuracy, t('evaluation:accuracyMeans', { interval })],
    [t('evaluation:balancedAccuracy'), rates.balancedAccuracy, t('evaluation:balancedAccuracyMeans')],
    [t('evaluation:f1'), rates.f1, t('evaluation:f1Means')],
    [t('evaluation:mcc'), rates.matthews, t('evaluation:mccMeans')],
  ];
}

/** The rates at the threshold; values follow it at once. */
export function RateFigures({ moving: { rates, isSettling } }: { readonly moving: MovingRates }) {
  return (
    <Box component="section" aria-label={t('evaluation:atThreshold')} data-testid="rates" sx={row}>
      {ratesOf(rates).map(([title, estimate, explanation]) => (
        <Figure key={title} title={title} estimate={estimate} explanation={explanation} isSettling={isSettling} />
      ))}
    </Box>
  );
}

/** The measures that hold whatever the threshold. */
export function CurveFigures({ finding }: { readonly finding: FindingReport }) {
  const { auc, averagePrecision, calibration, intervalMethod } = finding;
  const interval = t('evaluation:overPatients');
  const figures: readonly Rate[] = [
    [t('evaluation:auc'), auc, t('evaluation:aucMeans', { method: statisticalMethodName(intervalMethod) })],
    [t('evaluation:averagePrecision'), averagePrecision, t('evaluation:averagePrecisionMeans', { interval })],
    [t('evaluation:brier'), calibration.brier, t('evaluation:brierMeans', { interval })],
    [
      t('evaluation:calibrationError'),
      calibration.expectedCalibrationError,
      t('evaluation:calibrationErrorMeans', { interval }),
    ],
    [t('evaluation:logLoss'), calibration.negativeLogLikelihood, t('evaluation:logLossMeans', { interval })],
  ];
  return (
    <Box component="section" aria-label={t('evaluation:overAllThresholds')} sx={row}>
      {figures.map(([title, estimate, explanation]) => (
        <Figure key={title} title={title} estimate={estimate} explanation={explanation} />
      ))}
    </Box>
  );
}

import { ruleWords } from '../../../main/contract/messages/rule-words.ts';
import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ModelCard, OperatingPoint } from '../../../main/domain/models/model-card.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { CaptionedTable } from '../../shared/components/captioned-table.tsx';

function Figure({ estimate }: { readonly estimate: Estimate | null }) {
  if (estimate === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t('models:notMeasured')}
      </Box>
    );
  const [low, high] = estimate.interval95;
  return (
    <>
      <Box component="span" sx={{ fontWeight: 600, color: 'machine.main' }}>
        {estimate.value.toFixed(3)}
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap', fontSize: '0.8125rem' }}>
        {t('models:interval', { low: low.toFixed(3), high: high.toFixed(3), count: estimate.n })}
      </Box>
    </>
  );
}

const pointRow = (
  { label, threshold, rule, sensitivity, specificity }: OperatingPoint,
  isInUse: boolean,
): readonly ReactNode[] => [
  formatLabel(label),
  formatProbability(threshold),
  isInUse ? t('models:ruleInUse', { rule: ruleWords(rule) }) : ruleWords(rule),
  <Figure key="sensitivity" estimate={sensitivity} />,
  <Figure key="specificity" estimate={specificity} />,
];

/** Every rate with its 95 % interval and n. */
export function EstimateTable({ card }: { readonly card: ModelCard }) {
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      {card.metrics.length === 0 && (
        <Typography>
          {card.operatingPoints.length === 0 ? t('models:noLabelsYet') : t('models:neverMeasured')}
        </Typography>
      )}
      <CaptionedTable
        caption={t('models:operatingPoints')}
        heads={[
          t('models:finding'),
          t('models:threshold'),
          t('models:rule'),
          t('models:sensitivity'),
          t('models:specificity'),
        ]}
        rows={card.operatingPoints.map((point, place) =>
          pointRow(point, card.operatingPoints.findIndex(({ label }) => label === point.label) === place),
        )}
      />
      <CaptionedTable
        caption={t('models:measured')}
        heads={[t('models:data'), t('models:auc'), t('models:accuracy'), t('models:calibrationError')]}
        rows={card.metrics.map(({ dataset, split, auc, accuracy, expectedCalibrationError }) => [
          t('models:dataPart', { name: dataset, split }),
          <Figure key="auc" estimate={auc} />,
          <Figure key="accuracy" estimate={accuracy} />,
          expectedCalibrationError.toFixed(3),
        ])}
      />
    </Box>
  );
}

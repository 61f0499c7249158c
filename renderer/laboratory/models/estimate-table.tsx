import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ModelCard, OperatingPoint } from '../../../main/domain/models/model-card.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { formatCount, formatLabel, formatProbability } from '../../shared/format/format.ts';

function Figure({ estimate }: { readonly estimate: Estimate | null }) {
  if (estimate === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        not measured
      </Box>
    );
  const [low, high] = estimate.interval95;
  return (
    <>
      <Box component="span" sx={{ fontWeight: 600, color: 'machine.main' }}>
        {estimate.value.toFixed(3)}
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap', fontSize: '0.8125rem' }}>
        {low.toFixed(3)} to {high.toFixed(3)}, n = {formatCount(estimate.n)}
      </Box>
    </>
  );
}

const cell = {
  p: 0,
  py: 0.75,
  pr: 2,
  textAlign: 'left',
  verticalAlign: 'baseline',
  borderTop: '1px solid',
  borderColor: 'divider',
} as const;

function Table({
  caption,
  heads,
  rows,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}) {
  return (
    <Box component="table" sx={{ borderCollapse: 'collapse', width: '100%' }}>
      <Typography
        component="caption"
        variant="h3"
        color="textSecondary"
        sx={{ textAlign: 'left', pb: 0.75, captionSide: 'top' }}
      >
        {caption}
      </Typography>
      <thead>
        <tr>
          {heads.map((head) => (
            <Box
              component="th"
              scope="col"
              key={head}
              sx={{ ...cell, borderTop: 0, color: 'text.secondary', fontWeight: 400, fontSize: '0.8125rem' }}
            >
              {head}
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr key={place}>
            {row.map((content, column) => (
              <Box component="td" key={heads[column]} sx={cell}>
                {content}
              </Box>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

const pointRow = (
  { label, threshold, rule, sensitivity, specificity }: OperatingPoint,
  isInUse: boolean,
): readonly ReactNode[] => [
  formatLabel(label),
  formatProbability(threshold),
  `${rule}${isInUse ? ' (in use)' : ''}`,
  <Figure key="sensitivity" estimate={sensitivity} />,
  <Figure key="specificity" estimate={specificity} />,
];

/** Every rate with its 95 % interval and n. */
export function EstimateTable({ card }: { readonly card: ModelCard }) {
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      {card.metrics.length === 0 && (
        <Typography>
          {card.operatingPoints.length === 0
            ? 'This model has not learned its labels yet: it is a start for training and screens nothing.'
            : 'Nobody has measured this model here: how often it is right is not known.'}
        </Typography>
      )}
      <Table
        caption="Operating points, with 95 % intervals"
        heads={['Finding', 'Threshold', 'Rule', 'Sensitivity', 'Specificity']}
        rows={card.operatingPoints.map((point, place) =>
          pointRow(point, card.operatingPoints.findIndex(({ label }) => label === point.label) === place),
        )}
      />
      <Table
        caption="Measured, with 95 % intervals"
        heads={['Data', 'AUC', 'Accuracy', 'Calibration error']}
        rows={card.metrics.map(({ dataset, split, auc, accuracy, expectedCalibrationError }) => [
          `${dataset}, ${split}`,
          <Figure key="auc" estimate={auc} />,
          <Figure key="accuracy" estimate={accuracy} />,
          expectedCalibrationError.toFixed(3),
        ])}
      />
    </Box>
  );
}

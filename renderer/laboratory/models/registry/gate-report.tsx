import Check from '@mui/icons-material/Check';
import Close from '@mui/icons-material/Close';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import { Box, Typography } from '@mui/material';
import type { GateCheck, GateReport } from '../../../../main/domain/models/promotion.ts';
import { formatCount, formatTime } from '../../../shared/format/format.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { EstimateText } from '../../../shared/components/estimate-text.tsx';

const marks = {
  passed: { Icon: Check, word: 'Passed', colour: 'text.primary' },
  failed: { Icon: Close, word: 'Failed', colour: 'error.main' },
  unknown: { Icon: HelpOutlined, word: 'Not known', colour: 'error.main' },
} as const;

function CheckLine({ check: { title, value, bound, limit, name, verdict, sentence } }: { readonly check: GateCheck }) {
  const { Icon, word, colour } = marks[verdict];
  const isSigned = name === 'auc' || name === 'sensitivity';
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '20px 1fr',
        gap: 1,
        py: 0.75,
        borderTop: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Icon titleAccess={word} sx={{ fontSize: 18, mt: '1px', color: colour }} />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: 1.5 }}>
          <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
          <Typography variant="body2" sx={{ color: colour }}>
            {word}
          </Typography>
          {value !== null && bound !== null && limit !== null && (
            <Typography variant="body2" component="span" sx={{ ml: 'auto' }}>
              <EstimateText estimate={value} isSigned={isSigned} />{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                bound {bound.toFixed(3).replace('-', '−')}, limit {limit.toFixed(3).replace('-', '−')}
              </Box>
            </Typography>
          )}
        </Box>
        <Typography variant="body2" color="textSecondary">
          {sentence}
        </Typography>
      </Box>
    </Box>
  );
}

const names = {
  candidate: 'candidate, new threshold',
  candidateAtOldThreshold: 'candidate, old threshold',
  current: 'current',
} as const;

/** What a run of the gate found: the checklist, and the figures of both models beside each other. */
export function GateReportView({ report }: { readonly report: GateReport }) {
  const { checks, figures, frozenCases, validationCases, settings, createdAt } = report;
  const casesOf = ({ images, patients }: GateReport['frozenCases']): string =>
    `${formatCount(images)} images of ${formatCount(patients)} patients`;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <Typography variant="body2" color="textSecondary">
        Measured {formatTime(createdAt)} on “{settings.frozen.name}” ({casesOf(frozenCases)}); threshold chosen on “
        {settings.validation.name}” ({casesOf(validationCases)}).
      </Typography>
      <Box component="ul" aria-label="Checks of the gate" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {checks.map((check) => (
          <CheckLine key={`${check.name} ${check.label ?? ''}`} check={check} />
        ))}
      </Box>
      <DataTable
        caption="On the frozen set, with 95 % intervals over patients"
        columns={[
          { title: 'Model' },
          { title: 'Finding' },
          { title: 'AUC', isNumber: true },
          { title: 'Threshold', isNumber: true },
          { title: 'Sensitivity', isNumber: true },
          { title: 'Specificity', isNumber: true },
        ]}
        rows={figures.map(({ as, model, version, label, auc, threshold, sensitivity, specificity }) => ({
          id: `${as} ${label}`,
          cells: [
            `${model} ${version}, ${names[as]}`,
            label,
            <EstimateText key="auc" estimate={auc} />,
            threshold.toFixed(3),
            <EstimateText key="sensitivity" estimate={sensitivity} />,
            <EstimateText key="specificity" estimate={specificity} />,
          ],
        }))}
      />
    </Box>
  );
}

import { Box, Typography } from '@mui/material';
import type { EvaluationPlan } from '../../../main/contract/evaluation.ts';
import { formatCount, formatDuration, formatLabel } from '../../shared/format/format.ts';
import { RunWarnings } from './run-warnings.tsx';

function workOf({ unscored, seconds }: EvaluationPlan): string {
  const most = Math.max(0, ...unscored);
  if (most === 0) return 'All images are scored already: this takes seconds.';
  const many = unscored.filter((count) => count > 0).length;
  const whose = unscored.length === 1 ? '' : ` by ${many} of ${unscored.length} models`;
  const time = seconds === null ? 'how long it takes is not known yet' : `about ${formatDuration(seconds)}`;
  return `Up to ${formatCount(most)} images are still to be scored${whose}: ${time}.`;
}

/** What would be measured, how long it takes, and what should be known before. */
export function PlanSummary({ plan }: { readonly plan: EvaluationPlan }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }} role="status">
      {plan.findings.length > 0 && (
        <Typography>
          Measures {plan.findings.map(formatLabel).join(', ')} on {formatCount(plan.images)} images of{' '}
          {formatCount(plan.patients)} patients. {workOf(plan)}
        </Typography>
      )}
      {plan.refusal !== null && <Typography sx={{ fontWeight: 500 }}>{plan.refusal}</Typography>}
      <RunWarnings warnings={plan.warnings} />
    </Box>
  );
}

import { Box, Typography } from '@mui/material';
import type { EvaluationPlan } from '../../../main/contract/evaluation.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { formatDuration, formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { RunWarnings } from './run-warnings.tsx';

function workOf({ unscored, seconds }: EvaluationPlan): string {
  const images = Math.max(0, ...unscored);
  if (images === 0) return t('runs:allScored');
  const models = unscored.filter((count) => count > 0).length;
  const all = unscored.length;
  if (all === 1)
    return seconds === null
      ? t('runs:toScoreUnknown', { images })
      : t('runs:toScore', { images, duration: formatDuration(seconds) });
  return seconds === null
    ? t('runs:toScoreByUnknown', { images, models, all })
    : t('runs:toScoreBy', { images, models, all, duration: formatDuration(seconds) });
}

/** Says what would be measured, how long it takes, and what should be known before. */
export function PlanSummary({ plan }: { readonly plan: EvaluationPlan }) {
  const { images, patients } = plan;
  const findings = plan.findings.map(formatLabel).join(', ');
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }} role="status">
      {plan.findings.length > 0 && (
        <Typography>{t('runs:measures', { findings, images, patients, work: workOf(plan) })}</Typography>
      )}
      {plan.refusal !== null && <Typography sx={{ fontWeight: 500 }}>{messageSentence(plan.refusal)}</Typography>}
      <RunWarnings warnings={plan.warnings} />
    </Box>
  );
}

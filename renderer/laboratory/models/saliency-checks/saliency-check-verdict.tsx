import Check from '@mui/icons-material/Check';
import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import { Box } from '@mui/material';
import type { SaliencyCheck } from '../../../../main/domain/saliency-checks/saliency-check.ts';
import { t } from '../../../shared/messages/messages.ts';

/** Passed, or which tests it failed: a sign and words. */
export function SaliencyCheckVerdict({ check: { verdict, reasons } }: { readonly check: SaliencyCheck }) {
  const hasFailed = verdict === 'failed';
  const failed = reasons.flatMap(({ test }) => (test === null ? [] : [t(`saliency:test.${test}`)]));
  const Icon = hasFailed ? ReportProblemOutlined : Check;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'baseline',
        gap: 0.5,
        color: hasFailed ? 'error.main' : 'text.primary',
        fontWeight: hasFailed ? 600 : 400,
      }}
    >
      {verdict === 'notChecked' ? null : <Icon sx={{ fontSize: 16, alignSelf: 'center', flexShrink: 0 }} />}
      {verdict === 'passed' && t('saliencyChecks:passed')}
      {verdict === 'notChecked' && t('saliencyChecks:notChecked')}
      {hasFailed && t('saliencyChecks:failedTests', { tests: failed.join(', ') })}
    </Box>
  );
}

import { Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { auditSentenceOf } from '../../../../main/contract/messages/audit-sentences.ts';
import type { AuditFinding } from '../../../../main/domain/datasets/audit-report.ts';
import { formatCount } from '../../../shared/format/format.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { SeveritySign, severityWord } from '../../../shared/components/severity-sign.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { counted } from './dataset-words.ts';

/** Errors first; each opens its images. */
export function FindingsPanel({ report, onShow }: Pick<AuditReportViewProps, 'report' | 'onShow'>) {
  const { errors, warnings, notes } = report.summary;
  const { t } = useTranslation('datasets');
  const hint = t('findingsHint', {
    errors: counted(t, 'errors', errors),
    warnings: counted(t, 'warnings', warnings),
    notes: counted(t, 'notes', notes),
  });
  return (
    <Panel title={t('findings')} hint={hint}>
      <Box component="ul" aria-label={t('findings')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {report.findings.map((finding) => (
          <FindingLine key={`${finding.code} ${auditSentenceOf(finding)}`} finding={finding} onShow={onShow} />
        ))}
        {report.findings.length === 0 && <Typography variant="body2">{t('nothingFound')}</Typography>}
      </Box>
    </Panel>
  );
}

interface FindingLineProps extends Pick<AuditReportViewProps, 'onShow'> {
  readonly finding: AuditFinding;
}

function FindingLine({ finding, onShow }: FindingLineProps) {
  const { t } = useTranslation('datasets');
  const { code, severity, entries, entryCount } = finding;
  const sentence = auditSentenceOf(finding);
  return (
    <Box
      component="li"
      data-code={code}
      data-severity={severity}
      sx={{
        display: 'grid',
        gridTemplateColumns: '20px 64px minmax(0, 1fr) auto',
        columnGap: 1,
        alignItems: 'center',
        py: 0.5,
        minHeight: 36,
        borderTop: '1px solid',
        borderColor: 'divider',
      }}
    >
      <SeveritySign severity={severity} />
      <Box
        component="span"
        aria-hidden
        sx={{ fontSize: '0.8125rem', fontWeight: 600, color: severity === 'error' ? 'error.main' : 'text.secondary' }}
      >
        {severityWord(severity)}
      </Box>
      <Typography sx={{ color: severity === 'note' ? 'text.secondary' : 'text.primary', maxWidth: 980 }}>
        {sentence}
      </Typography>
      {entryCount > 0 && (
        <Button
          size="small"
          onClick={() => onShow({ title: sentence, indexes: entries, count: entryCount, place: null })}
        >
          {code.endsWith('_LABEL') && code.includes('TELL')
            ? t('mostConfident', { number: formatCount(entryCount) })
            : counted(t, 'images', entryCount)}
        </Button>
      )}
    </Box>
  );
}

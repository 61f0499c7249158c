import { Box, Button, Typography } from '@mui/material';
import type { AuditFinding } from '../../../../main/domain/datasets/audit-report.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { SeveritySign, severityWord } from '../../../shared/components/severity-sign.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { plural } from './dataset-words.ts';

/** Errors first; each opens its images. */
export function FindingsPanel({ report, onShow }: Pick<AuditReportViewProps, 'report' | 'onShow'>) {
  const { errors, warnings, notes } = report.summary;
  const hint = [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');
  return (
    <Panel title="Findings" hint={hint}>
      <Box component="ul" aria-label="Findings" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {report.findings.map((finding) => (
          <FindingLine key={`${finding.code} ${finding.sentence}`} finding={finding} onShow={onShow} />
        ))}
        {report.findings.length === 0 && <Typography variant="body2">Nothing was found.</Typography>}
      </Box>
    </Panel>
  );
}

interface FindingLineProps extends Pick<AuditReportViewProps, 'onShow'> {
  readonly finding: AuditFinding;
}

function FindingLine({ finding: { code, severity, sentence, entries, entryCount }, onShow }: FindingLineProps) {
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
            ? `${entryCount} told most surely`
            : plural(entryCount, 'image')}
        </Button>
      )}
    </Box>
  );
}

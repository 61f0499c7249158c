import { Box, Typography } from '@mui/material';
import { auditHeadline } from '../../../../main/contract/messages/audit-sentences.ts';
import type { AuditReport } from '../../../../main/domain/datasets/audit-report.ts';
import type { Severity } from '../../../../main/domain/datasets/dataset-terms.ts';
import { SeveritySign } from '../../../shared/components/severity-sign.tsx';
import type { AuditReportViewProps } from './audit-report-props.ts';
import { ClassesPanel } from './classes-panel.tsx';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { PrecisionPanel } from './precision-panel.tsx';
import { ProbesPanel } from './probes-panel.tsx';
import { PropertiesPanel } from './properties-panel.tsx';
import { SplitsPanel } from './splits-panel.tsx';

function gravest({ summary: { errors, warnings } }: AuditReport): Severity {
  return errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'note';
}

/** One line first, then the findings, then the figures behind them; three columns where there is room. */
export function AuditReportView({ dataset, report, onShow }: AuditReportViewProps) {
  const shown = { dataset, report, onShow };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }} data-testid="audit-report">
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <SeveritySign severity={gravest(report)} size={22} />
        <Typography sx={{ fontSize: '1rem', fontWeight: 500 }} data-testid="audit-headline">
          {auditHeadline(report.counts, report.summary)}
        </Typography>
      </Box>
      <FindingsPanel {...shown} />
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          alignItems: 'start',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 460px), 1fr))',
        }}
      >
        <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
          <ClassesPanel {...shown} />
          <SplitsPanel report={report} />
        </Box>
        <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
          <ProbesPanel report={report} />
          <PrecisionPanel report={report} />
        </Box>
        <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
          <DuplicatesPanel {...shown} />
          <PropertiesPanel report={report} />
        </Box>
      </Box>
    </Box>
  );
}

import { Box, Typography } from '@mui/material';
import { auditSentenceOf } from '../../../main/contract/messages/audit-sentences.ts';
import type { EvaluationWarning } from '../../../main/contract/evaluation-report.ts';
import type { AuditSummary } from '../../../main/domain/datasets/dataset.ts';
import { warningSentence } from '../../../main/contract/messages/warning-sentences.ts';
import { SeveritySign } from '../../shared/components/severity-sign.tsx';
import { t } from '../../shared/messages/messages.ts';

type Severity = EvaluationWarning['severity'];

interface Line {
  readonly severity: Severity;
  readonly sentence: string;
  /** Lines of one kind say the same of several models. */
  readonly kind: string;
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * The run's own warnings, then the findings of the dataset's audit. Its errors are among the warnings already; each is
 * shown once.
 */
export function linesOf(warnings: readonly EvaluationWarning[], audit: AuditSummary | null): readonly Line[] {
  const own = warnings
    .filter(({ code }) => audit === null || code !== 'AUDIT_ERRORS')
    .map((warning) => ({
      severity: warning.severity,
      sentence: warningSentence(warning),
      kind: warning.code,
    }));
  const found = (audit?.sentences ?? []).map((each) => ({
    severity: each.severity,
    sentence: t('runs:audit', { sentence: auditSentenceOf(each) }),
    kind: auditSentenceOf(each),
  }));
  return [...own, ...found].toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

const atOnce = 3;

/** The first of each kind that is more than a note. */
function firstLines(lines: readonly Line[]): readonly Line[] {
  const grave = lines.filter(({ severity }) => severity !== 'note');
  return grave.filter(({ kind }, i) => grave.findIndex((one) => one.kind === kind) === i).slice(0, atOnce);
}

/** The gravest on top; the rest behind a fold, notes always. */
export function RunWarnings({
  warnings,
  audit = null,
}: {
  readonly warnings: readonly EvaluationWarning[];
  readonly audit?: AuditSummary | null;
}) {
  const lines = linesOf(warnings, audit);
  if (lines.length === 0) return null;
  const first = firstLines(lines);
  const folded = lines.filter((line) => !first.includes(line));
  const isGrave = lines.some(({ severity }) => severity === 'error');
  return (
    <Box
      component="section"
      aria-label={t('runs:warningsTitle')}
      sx={{
        display: 'grid',
        gap: 0.5,
        px: 1.5,
        py: 1,
        bgcolor: 'background.paper',
        border: '1px solid',
        borderColor: isGrave ? 'error.main' : 'divider',
        borderRadius: 1,
      }}
    >
      {first.map((line) => (
        <WarningLine key={line.sentence} line={line} />
      ))}
      {folded.length > 0 && (
        <Box
          component="details"
          sx={{ '& summary': { cursor: 'pointer', fontSize: '0.8125rem', color: 'text.secondary', py: 0.25 } }}
        >
          <summary>{t(first.length === 0 ? 'runs:remarks' : 'runs:moreRemarks', { count: folded.length })}</summary>
          <Box sx={{ display: 'grid', gap: 0.5, pt: 0.5 }}>
            {folded.map((line) => (
              <WarningLine key={line.sentence} line={line} />
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}

function WarningLine({ line: { severity, sentence } }: { readonly line: Line }) {
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      <SeveritySign severity={severity} />
      <Typography variant="body2">{sentence}</Typography>
    </Box>
  );
}

import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { formatCount, formatLabel, formatTime } from '../../shared/format/format.ts';
import { ExportMenu } from '../evaluation-runs/export-menu.tsx';
import { splitWords } from '../evaluation-runs/split-words.ts';
import { entryTable, figureTable } from './report-tables.ts';

interface EvaluationHeaderProps {
  readonly report: EvaluationReport;
  readonly scores: EntryScores;
  readonly style: SeriesStyle;
  readonly finding: number;
  readonly onFinding: (finding: number) => void;
}

function factsOf({ model, cases, at }: EvaluationReport, positives: number, label: string): string {
  const unknown =
    cases.ofUnknownPatients === 0 ? '' : ` (${formatCount(cases.ofUnknownPatients)} images of unknown patients)`;
  return [
    `${formatCount(cases.measured)} images of ${formatCount(cases.patients)} patients${unknown}`,
    `${formatCount(positives)} with ${formatLabel(label)}`,
    `${model.network}, ${model.megabytes.toFixed(1)} MB, ${model.speed.millisecondsPerImage.toFixed(1)} ms an image (${model.speed.provider})`,
    formatTime(at),
  ].join(' · ');
}

/** Which model, on which cases. */
export function EvaluationHeader({ report, scores, style, finding, onFinding }: EvaluationHeaderProps) {
  const { model, dataset, measures } = report;
  const { label, positives } = measures.findings[finding]!;
  const stem = `${model.id}-on-${dataset.name.replaceAll(/[^\w.-]+/g, '-')}-${dataset.split}`;
  return (
    <Box sx={{ display: 'flex', alignItems: 'start', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="h2" variant="h1" noWrap sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <ModelKey style={style} />
          {model.title} {model.version} on {dataset.name}, {splitWords[dataset.split]}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {factsOf(report, positives, label)}
        </Typography>
      </Box>
      {measures.findings.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Finding"
          value={finding}
          onChange={(_, value: number | null) => value !== null && onFinding(value)}
          sx={{ flexWrap: 'wrap' }}
        >
          {measures.findings.map((one, place) => (
            <ToggleButton key={one.label} value={place} sx={{ px: 1.5, py: 0.5, textTransform: 'none' }}>
              {formatLabel(one.label)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <ExportMenu
        choices={[
          { title: 'Report (JSON)', name: `${stem}.json`, content: () => report },
          { title: 'Figures (CSV)', name: `${stem}-figures.csv`, content: () => figureTable(report) },
          { title: 'Cases (CSV)', name: `${stem}-cases.csv`, content: () => entryTable(scores) },
        ]}
      />
    </Box>
  );
}

import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { formatLabel, formatTime } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { ExportMenu } from '../evaluation-runs/export-menu.tsx';
import { allRows } from '../evaluation-runs/all-rows.ts';
import { entryTable } from '../evaluation-runs/entry-table.ts';
import { fileStem, figureTable, thresholdInUse } from './report-tables.ts';

interface EvaluationHeaderProps {
  readonly id: EvaluationId;
  readonly report: EvaluationReport;
  readonly scores: EntryScores;
  readonly style: SeriesStyle;
  readonly finding: number;
  readonly onFinding: (finding: number) => void;
}

function factsOf({ model, cases, at }: EvaluationReport, positives: number, label: string): string {
  const { measured: images, patients, ofUnknownPatients: unknown } = cases;
  return [
    unknown === 0
      ? t('evaluation:images', { images, patients })
      : t('evaluation:imagesOfUnknown', { images, patients, unknown }),
    t('evaluation:withFinding', { count: positives, finding: formatLabel(label) }),
    t('evaluation:modelFacts', {
      network: model.network,
      megabytes: model.megabytes.toFixed(1),
      milliseconds: model.speed.millisecondsPerImage.toFixed(1),
      provider: model.speed.provider,
    }),
    formatTime(at),
  ].join(' · ');
}

const thresholdsInUse = ({ measures }: EvaluationReport): Readonly<Record<string, number>> =>
  Object.fromEntries(measures.findings.map((finding) => [finding.label, thresholdInUse(finding)]));

/** Names the model and the images, and hands out the report as files. */
export function EvaluationHeader({ id, report, scores, style, finding, onFinding }: EvaluationHeaderProps) {
  const { model, dataset, measures } = report;
  const { label, positives } = measures.findings[finding]!;
  const stem = fileStem(report);
  const heading = t('evaluation:heading', {
    model: model.title,
    version: model.version,
    dataset: dataset.name,
    split: t(`runs:splitInline.${dataset.split}`),
  });
  return (
    <Box sx={{ display: 'flex', alignItems: 'start', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="h2" variant="h1" noWrap sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <ModelKey style={style} />
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }} title={heading}>
            {heading}
          </Box>
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {factsOf(report, positives, label)}
        </Typography>
      </Box>
      {measures.findings.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label={t('evaluation:finding')}
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
          { title: t('evaluation:reportJson'), name: `${stem}.json`, content: () => report },
          { title: t('evaluation:figuresCsv'), name: `${stem}-figures.csv`, content: () => figureTable(report) },
          {
            title: t('evaluation:imagesCsv'),
            name: `${stem}-images.csv`,
            content: async () =>
              entryTable(scores, await allRows(id), [{ title: null, thresholds: thresholdsInUse(report) }]),
          },
        ]}
      />
    </Box>
  );
}

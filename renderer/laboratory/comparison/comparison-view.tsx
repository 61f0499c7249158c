import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { ComparisonReport } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { ensembleStyle } from '../../shared/charts/series-style.ts';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { formatLabel, formatTime } from '../../shared/format/format.ts';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { Panel } from '../../shared/components/panel.tsx';
import { toFileName } from '../../shared/files/save-file.ts';
import { t } from '../../shared/messages/messages.ts';
import { allRows } from '../evaluation-runs/all-rows.ts';
import { entryTable, type PredictingRow } from '../evaluation-runs/entry-table.ts';
import { ExportMenu } from '../evaluation-runs/export-menu.tsx';
import { RunWarnings } from '../evaluation-runs/run-warnings.tsx';
import { useRunImages } from '../evaluation-runs/use-run-images.ts';
import { EntryMatrixTable } from './entry-matrix-table.tsx';
import { ComparedEntry } from './compared-entry.tsx';
import { ComparisonCharts } from './comparison-charts.tsx';
import { rankingTable, testTable } from './comparison-tables.ts';
import {
  bestRow,
  entryMatrix,
  orderEntries,
  orderedBy,
  sortRows,
  type EntryFilterName,
  type EntryOrder,
  type Order,
} from './comparison.ts';
import { AgreementTable, PairedTests } from './paired-tests.tsx';
import { RankingTable } from './ranking-table.tsx';

interface ComparisonViewProps {
  readonly id: EvaluationId;
  readonly report: ComparisonReport;
  readonly scores: EntryScores;
}

/** Models side by side over the same images. */
export function ComparisonView({ id, report, scores }: ComparisonViewProps) {
  const [finding, setFinding] = useState(0);
  return <Compared key={finding} {...{ id, report, scores, finding }} onFinding={setFinding} />;
}

interface ComparedProps extends ComparisonViewProps {
  readonly finding: number;
  readonly onFinding: (finding: number) => void;
}

function useStyles({ rows }: ComparisonReport) {
  const styleOf = useSeriesStyles();
  return useMemo(() => {
    const first = rows.findIndex(({ kind }) => kind === 'ensemble');
    return rows.map((row, place) => (row.kind === 'model' ? styleOf(row.model.id) : ensembleStyle(place - first)));
  }, [rows, styleOf]);
}

function Compared({ id, report, scores, finding, onFinding }: ComparedProps) {
  const { rows } = report;
  const compared = report.findings[finding]!;
  const styles = useStyles(report);
  const images = useRunImages(report.dataset);
  const [order, setOrder] = useState<Order>({ by: 'auc', isDescending: true });
  const [reference, setReference] = useState(() => bestRow(compared));
  const [pointed, setPointed] = useState<number | null>(null);
  const cases = useEntries(scores, compared);
  const { places, current, isOpen } = cases;
  const ranking = useMemo(() => sortRows(rows, compared.rows, order), [rows, compared, order]);
  const isEntryOpen = isOpen && images.dataset !== null && places.length > 0;
  return (
    <Box sx={{ height: '100%', position: 'relative' }}>
      <Box
        inert={isEntryOpen}
        tabIndex={0}
        role="region"
        aria-label={t('comparison:report')}
        sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
      >
        <Box sx={{ px: 2, py: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Header {...{ id, report, scores, finding, onFinding }} />
          <RunWarnings warnings={report.warnings} audit={report.dataset.audit} />
          <Panel title={t('comparison:ranking')} hint={t('comparison:rankingHint')}>
            <RankingTable
              {...{ rows, styles, order, reference }}
              findings={compared.rows}
              places={ranking}
              onOrder={(by) => setOrder(orderedBy(by, order))}
              onReference={setReference}
              onPoint={setPointed}
            />
          </Panel>
          <ComparisonCharts {...{ rows, compared, styles, order, pointed }} places={ranking} stem={stemOf(report)} />
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 17fr) minmax(0, 10fr)' },
            }}
          >
            <PairedTests {...{ rows, compared, styles, reference }} />
            <AgreementTable rows={rows} pairs={compared.pairs} styles={styles} />
          </Box>
          {images.reason !== null && <Typography variant="body2">{images.reason}</Typography>}
          <EntryMatrixTable
            {...{ rows, styles, places, current }}
            matrix={cases.matrix}
            dataset={images.dataset}
            order={cases.order}
            filter={cases.filter}
            onOrder={cases.setOrder}
            onFilter={cases.setFilter}
            onOpen={cases.open}
          />
        </Box>
      </Box>
      {isEntryOpen && images.dataset !== null && (
        <ComparedEntry
          run={id}
          {...{ rows, styles, places, current }}
          matrix={cases.matrix}
          dataset={images.dataset}
          title={t('comparison:throughAll', { finding: formatLabel(compared.label) })}
          onCurrent={cases.choose}
          onClose={cases.close}
        />
      )}
    </Box>
  );
}

/** The matrix of images by models: its order, and the image that is open. */
function useEntries(scores: EntryScores, compared: ComparisonReport['findings'][number]) {
  const [order, setOrder] = useState<EntryOrder>('disagreement');
  const [filter, setFilter] = useState<EntryFilterName>('all');
  const [wanted, choose] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const matrix = useMemo(() => entryMatrix(scores, compared), [scores, compared]);
  const places = useMemo(() => orderEntries(matrix, order, filter), [matrix, order, filter]);
  const current = Math.max(0, Math.min(wanted, places.length - 1));
  const step = (by: number): void => {
    if (!isOpen && current + by >= 0 && current + by < places.length) choose(current + by);
  };
  useShortcuts(t('comparison:keys'), [
    { keys: ['j'], does: t('comparison:nextKey'), press: () => step(1), repeats: true },
    { keys: ['k'], does: t('comparison:previousKey'), press: () => step(-1), repeats: true },
    { keys: ['Enter'], does: t('comparison:openKey'), press: () => setOpen(true) },
  ]);
  return {
    order,
    filter,
    matrix,
    places,
    current,
    isOpen,
    choose,
    setOrder: (next: EntryOrder) => {
      setOrder(next);
      choose(0);
    },
    setFilter: (next: EntryFilterName) => {
      setFilter(next);
      choose(0);
    },
    open: (next: number) => {
      choose(next);
      setOpen(true);
    },
    close: () => setOpen(false),
  };
}

const stemOf = ({ dataset }: ComparisonReport): string => toFileName(`comparison-on-${dataset.name}-${dataset.split}`);

/** The rows with the thresholds that their predictions were compared at. */
const predictingRows = ({ rows, findings }: ComparisonReport): readonly PredictingRow[] =>
  rows.map(({ title }, place) => ({
    title,
    thresholds: Object.fromEntries(
      findings.flatMap(({ label, rows: compared }) => {
        const threshold = compared.find(({ row }) => row === place)?.at.threshold;
        return threshold === undefined ? [] : [[label, threshold]];
      }),
    ),
  }));

function Header({ id, report, scores, finding, onFinding }: ComparedProps) {
  const { dataset, cases, findings, rows, at } = report;
  const { label, positives } = findings[finding]!;
  const models = rows.filter(({ kind }) => kind === 'model').length;
  const stem = stemOf(report);
  const split = t(`runs:splitInline.${dataset.split}`);
  return (
    <Box sx={{ display: 'flex', alignItems: 'start', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="h2" variant="h1" noWrap>
          {t('comparison:heading', { count: models, dataset: dataset.name, split })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('comparison:facts', {
            images: cases.measured,
            patients: cases.patients,
            positives,
            finding: formatLabel(label),
            time: formatTime(at),
          })}
        </Typography>
      </Box>
      {findings.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label={t('comparison:finding')}
          value={finding}
          onChange={(_, value: number | null) => value !== null && onFinding(value)}
        >
          {findings.map((one, place) => (
            <ToggleButton key={one.label} value={place} sx={{ px: 1.5, py: 0.5, textTransform: 'none' }}>
              {formatLabel(one.label)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <ExportMenu
        choices={[
          { title: t('comparison:reportJson'), name: `${stem}.json`, content: () => report },
          { title: t('comparison:rankingCsv'), name: `${stem}-ranking.csv`, content: () => rankingTable(report) },
          { title: t('comparison:testsCsv'), name: `${stem}-tests.csv`, content: () => testTable(report) },
          {
            title: t('comparison:imagesCsv'),
            name: `${stem}-images.csv`,
            content: async () => entryTable(scores, await allRows(id), predictingRows(report)),
          },
        ]}
      />
    </Box>
  );
}

import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useMemo, useState } from 'react';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { ComparisonReport } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { ensembleStyle } from '../../shared/charts/series-style.ts';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { formatCount, formatLabel, formatTime } from '../../shared/format/format.ts';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { Panel } from '../../shared/components/panel.tsx';
import { ExportMenu } from '../evaluation-runs/export-menu.tsx';
import { RunWarnings } from '../evaluation-runs/run-warnings.tsx';
import { splitWords } from '../evaluation-runs/split-words.ts';
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

/** Models side by side over the same cases. */
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
        aria-label="Report"
        sx={{ height: '100%', overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
      >
        <Box sx={{ px: 2, py: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Header {...{ report, finding, onFinding }} />
          <RunWarnings warnings={report.warnings} audit={report.dataset.audit} />
          <Panel
            title="Ranking"
            hint="95 % intervals over patients · the dot: what the others are tested against · ms: an image, without reading its file"
          >
            <RankingTable
              {...{ rows, styles, order, reference }}
              findings={compared.rows}
              places={ranking}
              onOrder={(by) => setOrder(orderedBy(by, order))}
              onReference={setReference}
              onPoint={setPointed}
            />
          </Panel>
          <ComparisonCharts {...{ rows, compared, styles, order, pointed }} places={ranking} />
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
          title={`${formatLabel(compared.label)}: the same image through all models`}
          onCurrent={cases.choose}
          onClose={cases.close}
        />
      )}
    </Box>
  );
}

/** The per-case matrix: its order, and the case that is open. */
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
  useShortcuts('Cases', [
    { keys: ['j'], does: 'Next case of the list', press: () => step(1), repeats: true },
    { keys: ['k'], does: 'Previous case of the list', press: () => step(-1), repeats: true },
    { keys: ['Enter'], does: 'Open the case through all models', press: () => setOpen(true) },
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

type HeaderProps = Pick<ComparedProps, 'report' | 'finding' | 'onFinding'>;

function Header({ report, finding, onFinding }: HeaderProps) {
  const { dataset, cases, findings, rows, at } = report;
  const { label, positives } = findings[finding]!;
  const models = rows.filter(({ kind }) => kind === 'model').length;
  const stem = `comparison-on-${dataset.name.replaceAll(/[^\w.-]+/g, '-')}-${dataset.split}`;
  return (
    <Box sx={{ display: 'flex', alignItems: 'start', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="h2" variant="h1" noWrap>
          {models} models on {dataset.name}, {splitWords[dataset.split]}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {formatCount(cases.measured)} images of {formatCount(cases.patients)} patients, the same for all ·{' '}
          {formatCount(positives)} with {formatLabel(label)} · {formatTime(at)}
        </Typography>
      </Box>
      {findings.length > 1 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Finding"
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
          { title: 'Report (JSON)', name: `${stem}.json`, content: () => report },
          { title: 'Ranking (CSV)', name: `${stem}-ranking.csv`, content: () => rankingTable(report) },
          { title: 'Paired tests (CSV)', name: `${stem}-tests.csv`, content: () => testTable(report) },
        ]}
      />
    </Box>
  );
}

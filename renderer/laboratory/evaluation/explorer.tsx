import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useReducer } from 'react';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { drawResamples } from '../../../main/domain/statistics/resamples.ts';
import type { FindingReport } from '../../../main/domain/evaluation/report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { createRandom } from '../../../main/domain/statistics/random.ts';
import { EntryStrip, type StripEntry } from '../entry-viewer/entry-strip.tsx';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { RunWarnings } from '../evaluation-runs/run-warnings.tsx';
import { useRunImages } from '../evaluation-runs/use-run-images.ts';
import { EvaluatedEntryView } from './evaluated-entry.tsx';
import { ClassPanel } from './class-panel.tsx';
import { EvaluationHeader } from './evaluation-header.tsx';
import { beginExploring, explore } from './exploration.ts';
import { entriesOfFinding, nameOfSelection } from './finding-entries.ts';
import { FindingCharts } from './finding-charts.tsx';
import { CurveFigures, RateFigures } from './rate-figures.tsx';
import { SubgroupPanel } from './subgroup-panel.tsx';
import { ThresholdBar, type Preset } from './threshold-bar.tsx';
import { useChosenEntries } from './use-chosen-entries.ts';
import { useStripKeys } from './use-strip-keys.ts';
import { useRates } from './use-rates.ts';

interface ExplorerProps {
  readonly id: EvaluationId;
  readonly report: EvaluationReport;
  readonly scores: EntryScores;
}

function presetsOf({ atThresholds }: FindingReport): readonly Preset[] {
  const half = { title: 'Half', threshold: 0.5 };
  const ofCard = atThresholds.filter(({ kind }) => kind === 'card');
  return [
    half,
    // The first is the card's own too, unless this site has chosen one.
    ...ofCard.map(({ threshold }, place) => ({
      title: place === 0 ? 'In use' : place === 1 ? 'Card’s' : `Card’s ${place}`,
      threshold,
    })),
  ];
}

/** The one in use, else one half. */
const startOf = (finding: FindingReport): number =>
  finding.atThresholds.find(({ kind }) => kind === 'card')?.threshold ?? 0.5;

/** An evaluation to look around in: everything moves with the threshold, and everything opens its cases. */
export function Explorer({ id, report, scores }: ExplorerProps) {
  const { findings, classes, macroAuc } = report.measures;
  const [state, dispatch] = useReducer(explore, startOf(findings[0]!), beginExploring);
  const finding = findings[state.finding]!;
  const style = useSeriesStyles()(report.model.id);
  const images = useRunImages(report.dataset);
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  const isInstalled = cards?.some((card) => card.scoringFingerprint === report.model.scoringFingerprint) === true;

  const cases = useMemo(
    () =>
      entriesOfFinding(
        scores,
        scores.labels.findIndex(({ label }) => label === finding.label),
      ),
    [scores, finding],
  );
  const resamples = useMemo(
    () =>
      drawResamples(scores.patients, createRandom(`evaluation ${report.dataset.fingerprint} ${report.dataset.split}`)),
    [scores, report],
  );
  const moving = useRates(cases, state.threshold, state.prevalence, resamples);
  const { places, isLoading, error } = useChosenEntries(id, report, scores, cases, state);
  const entryAt = useCallback(
    (place: number): StripEntry => {
      const i = places[place]!;
      return { entry: cases.entries[i]!, probability: cases.probabilities[i]!, truth: cases.positives[i]! };
    },
    [places, cases],
  );
  const title = nameOfSelection(state.selection, finding.label, state.threshold);
  const current = Math.max(0, Math.min(state.current, places.length - 1));
  const canOpen = images.dataset !== null && places.length > 0;
  const isOpen = state.isEntryOpen && canOpen;
  useStripKeys({ isActive: !isOpen, count: places.length, current, dispatch, canOpen });

  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        inert={isOpen}
        tabIndex={0}
        role="region"
        aria-label="Report"
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
      >
        <Box sx={{ px: 2, py: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <EvaluationHeader
            report={report}
            scores={scores}
            style={style}
            finding={state.finding}
            onFinding={(place) =>
              dispatch({ type: 'findingChosen', finding: place, threshold: startOf(findings[place]!) })
            }
          />
          <RunWarnings warnings={report.warnings} audit={report.dataset.audit} />
          <CurveFigures finding={finding} />
          <Box sx={stickyBar}>
            <ThresholdBar
              key={finding.label}
              presets={presetsOf(finding)}
              cases={cases}
              resamples={resamples}
              state={state}
              dispatch={dispatch}
            />
            <RateFigures moving={moving} />
          </Box>
          <FindingCharts finding={finding} style={style} rates={moving.rates} state={state} dispatch={dispatch} />
          {classes !== null && classes.labels.length > 2 && (
            <ClassPanel classes={classes} macroAuc={macroAuc} selection={state.selection} dispatch={dispatch} />
          )}
          <SubgroupPanel finding={finding} selection={state.selection} dispatch={dispatch} />
        </Box>
      </Box>
      <Box inert={isOpen}>
        {images.reason !== null && (
          <Typography variant="body2" sx={{ px: 2, py: 0.5 }}>
            {images.reason}
          </Typography>
        )}
        {error !== null && <FaultNotice error={error} />}
        <EntryStrip
          title={title}
          dataset={images.dataset}
          threshold={state.threshold}
          count={places.length}
          entryAt={entryAt}
          current={current}
          isLoading={isLoading}
          onOpen={(place) => dispatch({ type: 'entryOpened', current: place })}
        />
      </Box>
      {isOpen && images.dataset !== null && (
        <EvaluatedEntryView
          run={id}
          model={report.model}
          isInstalled={isInstalled}
          dataset={images.dataset}
          label={finding.label}
          threshold={state.threshold}
          title={title}
          count={places.length}
          place={current}
          entryAt={entryAt}
          onPlace={(place) => dispatch({ type: 'entryChosen', current: place })}
          onClose={() => dispatch({ type: 'entryClosed' })}
        />
      )}
    </Box>
  );
}

/** The threshold and what it gives stay in sight while the charts scroll. */
const stickyBar = {
  position: 'sticky',
  top: 0,
  zIndex: 1,
  display: 'grid',
  gap: 1,
  mx: -2,
  px: 2,
  py: 1,
  bgcolor: 'background.default',
  borderBlock: '1px solid',
  borderColor: 'divider',
} as const;

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useReducer, type Dispatch } from 'react';
import type { EntryScores } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { evaluationResamples } from '../../../main/domain/evaluation/resampling.ts';
import type { FindingReport } from '../../../main/domain/evaluation/report.ts';
import type { EvaluationId } from '../../../main/domain/ids.ts';
import { useSeriesStyles } from '../../shared/charts/use-series-styles.ts';
import { operations } from '../../shared/client/client.ts';
import { Fold } from '../../shared/components/fold.tsx';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { EntryStrip, type StripEntry } from '../entry-viewer/entry-strip.tsx';
import { RunWarnings } from '../evaluation-runs/run-warnings.tsx';
import { useRunImages } from '../evaluation-runs/use-run-images.ts';
import { ClassPanel } from './class-panel.tsx';
import { EvaluatedEntryView } from './evaluated-entry.tsx';
import { EvaluationHeader } from './evaluation-header.tsx';
import { beginExploring, explore, type Exploration, type ExplorationAction } from './exploration.ts';
import { FindingCharts } from './finding-charts.tsx';
import { entriesOfFinding, nameOfSelection } from './finding-entries.ts';
import { isMeasuresOpen, isStripOpen } from './folds.ts';
import { CurveFigures, RateFigures } from './rate-figures.tsx';
import { fileStem, thresholdInUse } from './report-tables.ts';
import { SubgroupPanel } from './subgroup-panel.tsx';
import { ThresholdBar, type Preset } from './threshold-bar.tsx';
import { useChosenEntries } from './use-chosen-entries.ts';
import { useRates } from './use-rates.ts';
import { useStripKeys } from './use-strip-keys.ts';

interface ExplorerProps {
  readonly id: EvaluationId;
  readonly report: EvaluationReport;
  readonly scores: EntryScores;
}

/** One half, then those of the card. The first of these is in use; it is the card's own unless this site has chosen one. */
function presetsOf({ atThresholds }: FindingReport): readonly Preset[] {
  const ofCard = atThresholds.filter(({ kind }) => kind === 'card');
  const titleOf = (place: number, threshold: string): string => {
    if (place === 0) return t('evaluation:presetInUse', { threshold });
    if (place === 1) return t('evaluation:presetCard', { threshold });
    return t('evaluation:presetCardNumbered', { threshold, place });
  };
  return [
    { title: t('evaluation:presetHalf'), threshold: 0.5 },
    ...ofCard.map(({ threshold }, place) => ({ title: titleOf(place, formatProbability(threshold)), threshold })),
  ];
}

/** The images of the finding, those that the selection holds, and the one that is looked at. */
function useExploredEntries({ id, report, scores }: ExplorerProps, finding: FindingReport, state: Exploration) {
  const entries = useMemo(
    () =>
      entriesOfFinding(
        scores,
        scores.labels.findIndex(({ label }) => label === finding.label),
      ),
    [scores, finding],
  );
  const { places, isLoading, error } = useChosenEntries(id, report, scores, entries, state);
  const entryAt = useCallback(
    (place: number): StripEntry => {
      const i = places[place]!;
      return { entry: entries.entries[i]!, probability: entries.probabilities[i]!, truth: entries.positives[i]! };
    },
    [places, entries],
  );
  const current = Math.max(0, Math.min(state.current, places.length - 1));
  return { entries, entryAt, current, count: places.length, isLoading, error };
}

/** An evaluation to look around in: everything moves with the threshold, and everything opens its images. */
export function Explorer({ id, report, scores }: ExplorerProps) {
  const { findings } = report.measures;
  const [state, dispatch] = useReducer(explore, thresholdInUse(findings[0]!), beginExploring);
  const finding = findings[state.finding]!;
  const explored = useExploredEntries({ id, report, scores }, finding, state);
  const { entryAt, current, count } = explored;
  const images = useRunImages(report.dataset);
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  const isInstalled = cards?.some((card) => card.scoringFingerprint === report.model.scoringFingerprint) === true;
  const title = nameOfSelection(state.selection, finding.label, state.threshold);
  const canOpen = images.dataset !== null && count > 0;
  const isOpen = state.isEntryOpen && canOpen;
  useStripKeys({ isActive: !isOpen, count, current, dispatch, canOpen });
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        inert={isOpen}
        tabIndex={0}
        role="region"
        aria-label={t('evaluation:report')}
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
      >
        <ReportView {...{ id, report, scores, state, dispatch }} entries={explored.entries} />
      </Box>
      <Box inert={isOpen}>
        {images.reason !== null && (
          <Typography variant="body2" sx={{ px: 2, py: 0.5 }}>
            {images.reason}
          </Typography>
        )}
        {explored.error !== null && <FaultNotice error={explored.error} />}
        <EntryStrip
          {...{ title, count, entryAt, current }}
          dataset={images.dataset}
          threshold={state.threshold}
          isLoading={explored.isLoading}
          fold={isStripOpen}
          onOpen={(place) => dispatch({ type: 'entryOpened', current: place })}
        />
      </Box>
      {isOpen && images.dataset !== null && (
        <EvaluatedEntryView
          {...{ title, count, entryAt, isInstalled }}
          run={id}
          model={report.model}
          dataset={images.dataset}
          label={finding.label}
          threshold={state.threshold}
          place={current}
          onPlace={(place) => dispatch({ type: 'entryChosen', current: place })}
          onClose={() => dispatch({ type: 'entryClosed' })}
        />
      )}
    </Box>
  );
}

interface ReportViewProps extends ExplorerProps {
  readonly entries: ReturnType<typeof entriesOfFinding>;
  readonly state: Exploration;
  readonly dispatch: Dispatch<ExplorationAction>;
}

function ReportView({ id, report, scores, entries, state, dispatch }: ReportViewProps) {
  const { findings, classes, macroAuc } = report.measures;
  const finding = findings[state.finding]!;
  const style = useSeriesStyles()(report.model.id);
  const resamples = useMemo(() => evaluationResamples(scores.patients, report.dataset), [scores, report]);
  const moving = useRates(entries, state.threshold, state.prevalence, resamples);
  const areMeasuresOpen = isMeasuresOpen.use();
  const { selection } = state;
  return (
    <Box sx={{ px: 2, py: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <EvaluationHeader
        {...{ id, report, scores, style }}
        finding={state.finding}
        onFinding={(place) =>
          dispatch({ type: 'findingChosen', finding: place, threshold: thresholdInUse(findings[place]!) })
        }
      />
      <RunWarnings warnings={report.warnings} audit={report.dataset.audit} />
      {areMeasuresOpen && <CurveFigures finding={finding} />}
      <Box sx={stickyBar}>
        <Box sx={{ display: 'flex', alignItems: 'start', gap: 1 }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <ThresholdBar
              key={finding.label}
              presets={presetsOf(finding)}
              cases={entries}
              {...{ resamples, state, dispatch }}
            />
          </Box>
          <Fold value={isMeasuresOpen} show={t('evaluation:showMeasures')} hide={t('evaluation:hideMeasures')} />
        </Box>
        {areMeasuresOpen && <RateFigures moving={moving} />}
      </Box>
      <FindingCharts {...{ finding, style, state, dispatch }} rates={moving.rates} stem={fileStem(report)} />
      {classes !== null && classes.labels.length > 2 && <ClassPanel {...{ classes, macroAuc, selection, dispatch }} />}
      <SubgroupPanel {...{ finding, selection, dispatch }} />
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

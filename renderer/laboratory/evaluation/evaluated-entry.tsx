import { Box, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import type { EvaluatedModel } from '../../../main/contract/evaluation-report.ts';
import type { Finding } from '../../../main/domain/studies/study.ts';
import type { DatasetId, EvaluationId } from '../../../main/domain/ids.ts';
import { EntryFacts } from '../entry-viewer/entry-facts.tsx';
import { EntryLayout } from '../entry-viewer/entry-layout.tsx';
import { EntryTile } from '../entry-viewer/entry-tile.tsx';
import { HeatmapPanel } from '../entry-viewer/heatmap-panel.tsx';
import { wholeImage } from '../entry-viewer/image-view.ts';
import { outcomeOf, type StripEntry } from '../entry-viewer/entry-strip.tsx';
import { prefetchEntry, useEntryPicture } from '../entry-viewer/use-entry-picture.ts';
import { useEntryRow } from '../entry-viewer/use-entry-row.ts';
import { useEntryHeatmap } from '../entry-viewer/use-entry-heatmap.ts';
import { useHeatmapControls } from '../entry-viewer/use-heatmap-controls.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { SaliencyCheckMark } from '../../shared/heatmaps/saliency-check-mark.tsx';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';
import { FindingLine } from '../../shared/findings/finding-line.tsx';
import { MethodSelect } from '../../shared/heatmaps/method-select.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import { useMethods } from '../../shared/heatmaps/use-methods.ts';
import { hasHeat } from '../../shared/heatmaps/heatmap-raster.ts';

interface EvaluatedEntryViewProps {
  readonly run: EvaluationId;
  readonly model: EvaluatedModel;
  /** False when another version of the model is installed now, or none. */
  readonly isInstalled: boolean;
  readonly dataset: DatasetId;
  readonly label: string;
  readonly threshold: number;
  /** Names the list that the image is from. */
  readonly title: string;
  readonly count: number;
  readonly place: number;
  readonly entryAt: (place: number) => StripEntry;
  readonly onPlace: (place: number) => void;
  readonly onClose: () => void;
}

/** One image of an evaluation, large, with where the model looked. */
export function EvaluatedEntryView(props: EvaluatedEntryViewProps) {
  const { run, model, isInstalled, dataset, label, threshold, place, count, entryAt } = props;
  const one = entryAt(place);
  const [view, setView] = useState(wholeImage);
  const controls = useHeatmapControls();
  const picture = useEntryPicture(dataset, one.entry);
  const row = useEntryRow(run, one.entry, label);
  const choice = useMethods(isInstalled ? model.id : null, controls.method);
  const map = useEntryHeatmap({
    dataset,
    entry: one.entry,
    model: model.id,
    label,
    method: controls.method === null ? null : choice.chosen,
    isWanted: isInstalled && controls.isOn,
  });
  useEffect(() => {
    if (place + 1 < count) prefetchEntry(dataset, entryAt(place + 1).entry);
  }, [place, count, dataset, entryAt]);

  const heatmap = map.data?.heatmap;
  const finding: Finding = {
    label,
    probability: one.probability,
    threshold,
    positive: one.probability >= threshold,
    model: model.id,
    flags: [],
  };
  return (
    <EntryLayout
      title={props.title}
      place={place}
      count={count}
      onPlace={props.onPlace}
      onClose={props.onClose}
      panel={
        <>
          <EntryFacts row={row.data} />
          <PanelSection title={`${model.title} ${model.version}`} voice="machine">
            <FindingLine finding={finding} />
            <Typography variant="body2">
              {t('evaluation:atThisThreshold', { call: capital(outcomeOf(one, threshold)) })}
            </Typography>
            <OtherLabels label={label} byLabel={row.data?.byLabel} />
          </PanelSection>
          <HeatmapPanel controls={controls} isLoading={map.isFetching}>
            {isInstalled ? (
              <Box sx={{ display: 'grid', gap: 1 }}>
                <Typography id="case-heatmap-method" variant="body2">
                  {t('evaluation:madeBy')}
                </Typography>
                <MethodSelect
                  model={model.id}
                  choice={choice}
                  labelledBy="case-heatmap-method"
                  isDisabled={!controls.isOn}
                  onChoose={controls.setMethod}
                />
              </Box>
            ) : (
              <Typography variant="body2">{t('evaluation:notInstalled')}</Typography>
            )}
            {map.error !== null && <FaultNotice error={map.error} />}
            {heatmap !== undefined && heatmap.fallback !== null && (
              <Typography variant="body2">{messageSentence(heatmap.fallback)}</Typography>
            )}
            {isInstalled && controls.isOn && (
              <SaliencyCheckMark model={model.id} method={heatmap?.method ?? choice.chosen} />
            )}
            {heatmap !== undefined && !hasHeat(heatmap) && (
              <Typography variant="body2">{t('evaluation:noMap')}</Typography>
            )}
          </HeatmapPanel>
        </>
      }
    >
      <EntryTile
        name={t(one.truth ? 'evaluation:imageWith' : 'evaluation:imageWithout', {
          entry: one.entry,
          finding: formatLabel(label),
        })}
        picture={picture.data}
        error={picture.error}
        heatmap={controls.isVisible ? heatmap : undefined}
        opacity={controls.opacity}
        view={view}
        onView={setView}
      />
    </EntryLayout>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function OtherLabels({
  label,
  byLabel,
}: {
  readonly label: string;
  readonly byLabel: Readonly<Record<string, number>> | undefined;
}) {
  const others = Object.entries(byLabel ?? {}).filter(([name]) => name !== label);
  if (others.length === 0) return null;
  return (
    <Typography variant="body2" color="textSecondary">
      {others
        .map(([name, value]) =>
          t('evaluation:otherLabel', { label: formatLabel(name), probability: formatProbability(value) }),
        )
        .join(' · ')}
    </Typography>
  );
}

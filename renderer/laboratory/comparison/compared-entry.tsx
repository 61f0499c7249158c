import { Box, MenuItem, Select, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import { heatmapMethods, type HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { DatasetId, EvaluationId } from '../../../main/domain/ids.ts';
import { EntryFacts } from '../entry-viewer/entry-facts.tsx';
import { EntryLayout } from '../entry-viewer/entry-layout.tsx';
import { EntryTile } from '../entry-viewer/entry-tile.tsx';
import { HeatmapPanel } from '../entry-viewer/heatmap-panel.tsx';
import { wholeImage, type ImageView } from '../entry-viewer/image-view.ts';
import type { EntryPicture } from '../entry-viewer/to-picture.ts';
import { prefetchEntry, useEntryPicture } from '../entry-viewer/use-entry-picture.ts';
import { useEntryRow } from '../entry-viewer/use-entry-row.ts';
import { useEntryHeatmap } from '../entry-viewer/use-entry-heatmap.ts';
import { useHeatmapControls, type HeatmapControls } from '../entry-viewer/use-heatmap-controls.ts';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { operations } from '../../shared/client/client.ts';
import { sentenceOf } from '../../shared/faults/fault-text.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { SaliencyCheckMark } from '../../shared/heatmaps/saliency-check-mark.tsx';
import { t } from '../../shared/messages/messages.ts';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import { hasHeat } from '../../shared/heatmaps/heatmap-raster.ts';
import type { EntryMatrix } from './comparison.ts';

interface ComparedEntryProps {
  readonly run: EvaluationId;
  readonly rows: readonly ComparedRow[];
  readonly styles: readonly SeriesStyle[];
  readonly matrix: EntryMatrix;
  readonly dataset: DatasetId;
  readonly title: string;
  readonly places: readonly number[];
  readonly current: number;
  readonly onCurrent: (current: number) => void;
  readonly onClose: () => void;
}

/** Columns of a grid of tiles that are as square as can be. */
const columnsFor = (tiles: number): number => (tiles <= 3 ? tiles : tiles === 4 ? 2 : tiles <= 9 ? 3 : 4);

/** The same image through all models, all at the same place and size. */
export function ComparedEntry(props: ComparedEntryProps) {
  const { run, rows, styles, matrix, dataset, places, current } = props;
  const place = places[current]!;
  const entry = matrix.entries[place]!;
  const isTrue = matrix.positives[place]!;
  const [view, setView] = useState(wholeImage);
  const controls = useHeatmapControls();
  const picture = useEntryPicture(dataset, entry);
  const row = useEntryRow(run, entry, matrix.label);
  const next = places[current + 1];
  useEffect(() => {
    if (next !== undefined) prefetchEntry(dataset, matrix.entries[next]!);
  }, [dataset, matrix, next]);
  const models = rows.flatMap((one, index) => (one.kind === 'model' ? [{ row: one, index }] : []));
  const finding = formatLabel(matrix.label);
  const name = t(isTrue ? 'comparison:imageWith' : 'comparison:imageWithout', { entry, finding });
  return (
    <EntryLayout
      title={props.title}
      place={current}
      count={places.length}
      onPlace={props.onCurrent}
      onClose={props.onClose}
      panel={
        <>
          <EntryFacts row={row.data} />
          <PanelSection title={t('comparison:probabilityOf', { finding })} voice="machine">
            <Answers rows={rows} styles={styles} matrix={matrix} place={place} />
          </PanelSection>
          <HeatmapPanel controls={controls} isLoading={false}>
            <MethodForAll controls={controls} />
          </HeatmapPanel>
        </>
      }
    >
      <Box
        sx={{ display: 'grid', gap: '2px', minHeight: 0, gridAutoRows: 'minmax(0, 1fr)' }}
        style={{ gridTemplateColumns: `repeat(${columnsFor(models.length)}, minmax(0, 1fr))` }}
      >
        {models.map(({ row: { model, title }, index }) => (
          <ModelTile
            key={model.id}
            {...{ model, title, name, dataset, entry, controls, view }}
            style={styles[index]!}
            label={matrix.label}
            probability={matrix.probabilities[index]![place]!}
            threshold={matrix.thresholds[index]!}
            isTrue={isTrue}
            picture={picture.data}
            pictureError={picture.error}
            onView={setView}
          />
        ))}
      </Box>
    </EntryLayout>
  );
}

interface ModelTileProps {
  readonly model: Extract<ComparedRow, { kind: 'model' }>['model'];
  readonly title: string;
  readonly name: string;
  readonly style: SeriesStyle;
  readonly dataset: DatasetId;
  readonly entry: number;
  readonly label: string;
  readonly probability: number;
  readonly threshold: number;
  readonly isTrue: boolean;
  readonly picture: EntryPicture | undefined;
  readonly pictureError: unknown;
  readonly controls: HeatmapControls;
  readonly view: ImageView;
  readonly onView: (view: ImageView) => void;
}

function ModelTile(props: ModelTileProps) {
  const { model, title, style, dataset, entry, label, probability, threshold, isTrue, controls } = props;
  const { data: cards } = useQuery(operations.models.list.queryOptions());
  const isInstalled = cards?.some((card) => card.scoringFingerprint === model.scoringFingerprint) === true;
  const map = useEntryHeatmap({
    dataset,
    entry,
    model: model.id,
    label,
    method: controls.method,
    isWanted: isInstalled && controls.isOn,
  });
  const heatmap = map.data?.heatmap;
  const isCalled = probability >= threshold;
  return (
    <Box
      sx={{ display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', minHeight: 0, minWidth: 0, position: 'relative' }}
      data-testid="model-tile"
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.75,
          px: 1,
          height: 30,
          bgcolor: 'frame',
          fontSize: '0.8125rem',
          minWidth: 0,
        }}
      >
        <ModelKey style={style} />
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flex: 1 }}>
          {title}
        </Box>
        {controls.isOn && <SaliencyCheckMark isSmall model={model.id} method={heatmap?.method ?? null} />}
        <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
          {formatProbability(probability)}
        </Box>
        <Box
          component="span"
          sx={{ whiteSpace: 'nowrap', color: isCalled === isTrue ? 'text.secondary' : 'text.primary' }}
        >
          {sideOf(isCalled, isTrue)}
        </Box>
      </Box>
      <EntryTile
        name={t('comparison:through', { image: props.name, model: title })}
        picture={props.picture}
        error={props.pictureError}
        heatmap={controls.isVisible ? heatmap : undefined}
        opacity={controls.opacity}
        view={props.view}
        onView={props.onView}
      />
      <Typography
        variant="caption"
        sx={{
          position: 'absolute',
          left: 8,
          bottom: 6,
          px: 0.5,
          bgcolor: 'rgba(0, 0, 0, 0.6)',
          color: '#e6e6e6',
          pointerEvents: 'none',
        }}
      >
        {captionOf(isInstalled, controls.isOn, map)}
      </Typography>
    </Box>
  );
}

function sideOf(isCalled: boolean, isTrue: boolean): string {
  if (isCalled) return isTrue ? t('comparison:above') : t('comparison:aboveWrong');
  return isTrue ? t('comparison:belowWrong') : t('comparison:below');
}

function captionOf(isInstalled: boolean, isOn: boolean, map: ReturnType<typeof useEntryHeatmap>): string {
  if (!isInstalled) return t('comparison:notInstalled');
  if (!isOn) return '';
  if (map.error !== null) return sentenceOf(map.error);
  if (map.data === undefined) return t('comparison:making');
  const { heatmap } = map.data;
  return hasHeat(heatmap) ? t(`heatmapMethods:${heatmap.method}.title`) : t('comparison:noMap');
}

interface AnswersProps {
  readonly rows: readonly ComparedRow[];
  readonly styles: readonly SeriesStyle[];
  readonly matrix: EntryMatrix;
  readonly place: number;
}

function Answers({ rows, styles, matrix, place }: AnswersProps) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5, fontSize: '0.8125rem' }}>
      {rows.map((row, index) => (
        <Box component="li" key={index} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
          <ModelKey style={styles[index]!} />
          <Box
            component="span"
            sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          >
            {row.title}
          </Box>
          <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
            {formatProbability(matrix.probabilities[index]![place]!)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function MethodForAll({ controls }: { readonly controls: HeatmapControls }) {
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Typography id="compared-method" variant="body2">
        {t('comparison:method')}
      </Typography>
      <Select<HeatmapMethod | ''>
        size="small"
        displayEmpty
        labelId="compared-method"
        value={controls.method ?? ''}
        disabled={!controls.isOn}
        onChange={({ target }) => controls.setMethod(target.value === '' ? null : target.value)}
        sx={{ fontSize: '0.8125rem' }}
      >
        <MenuItem value="">{t('comparison:usualMethod')}</MenuItem>
        {heatmapMethods.map((method) => (
          <MenuItem key={method} value={method}>
            {t(`heatmapMethods:${method}.title`)}
          </MenuItem>
        ))}
      </Select>
    </Box>
  );
}

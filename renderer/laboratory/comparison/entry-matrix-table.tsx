import { visuallyHidden } from '@mui/utils';
import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type { DatasetId } from '../../../main/domain/ids.ts';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { formatLabel } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { EntryThumbnail } from '../../shared/images/thumbnail.tsx';
import { entryFilters, entryOrders, type EntryFilterName, type EntryMatrix, type EntryOrder } from './comparison.ts';

interface EntryMatrixTableProps {
  readonly rows: readonly ComparedRow[];
  readonly styles: readonly SeriesStyle[];
  readonly matrix: EntryMatrix;
  readonly dataset: DatasetId | null;
  /** Places in the matrix, in the order shown. */
  readonly places: readonly number[];
  readonly order: EntryOrder;
  readonly filter: EntryFilterName;
  readonly onOrder: (order: EntryOrder) => void;
  readonly onFilter: (filter: EntryFilterName) => void;
  readonly current: number;
  readonly onOpen: (current: number) => void;
}

const rowHeight = 46;

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly choices: readonly T[];
  readonly titleOf: (choice: T) => string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, choices, titleOf, value, onChange }: ChoiceProps<T>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, next: T | null) => next !== null && onChange(next)}
    >
      {choices.map((key) => (
        <ToggleButton key={key} value={key} sx={{ textTransform: 'none', px: 1.25, py: 0.25, minHeight: 32 }}>
          {titleOf(key)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const columns = (count: number): string => `56px 116px repeat(${count}, minmax(64px, 1fr)) 84px`;

interface ProbabilityCellProps {
  readonly probability: number;
  readonly threshold: number;
  readonly isTrue: boolean;
}

function ProbabilityCell({ probability, threshold, isTrue }: ProbabilityCellProps) {
  const isWrong = probability >= threshold !== isTrue;
  return (
    <Box sx={{ px: 0.75, minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 0.5, fontSize: '0.75rem' }}>
        <Box component="span" sx={{ color: 'machine.main', fontWeight: 600 }}>
          {formatProbability(probability)}
        </Box>
        {isWrong && (
          <Box component="span" sx={{ ml: 'auto', color: 'text.primary' }}>
            {t('comparison:wrong')}
          </Box>
        )}
      </Box>
      <Box sx={{ position: 'relative', height: 5, mt: '2px', bgcolor: 'selected', borderRadius: '1px' }}>
        <Box
          sx={{ position: 'absolute', inset: 0, bgcolor: 'machine.main', opacity: isWrong ? 1 : 0.55 }}
          style={{ width: `${probability * 100}%` }}
        />
        <Box
          sx={{ position: 'absolute', top: -2, bottom: -2, width: '2px', bgcolor: 'text.primary' }}
          style={{ left: `${threshold * 100}%` }}
        />
      </Box>
    </Box>
  );
}

/** Images as rows, models as columns; thousands scroll like ten, and a row opens its image through all models. */
export function EntryMatrixTable(props: EntryMatrixTableProps) {
  const { rows, styles, matrix, dataset, places, order, filter, onOrder, onFilter, current, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 5,
  });
  useEffect(() => {
    if (places.length > 0) virtualizer.scrollToIndex(Math.min(current, places.length - 1), { align: 'auto' });
  }, [current, places.length, virtualizer]);
  const template = columns(rows.length);
  return (
    <Box
      component="section"
      aria-label={t('comparison:images')}
      sx={{ border: '1px solid', borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, p: 1.5, flexWrap: 'wrap' }}>
        <Typography component="h2" variant="h3">
          {t('comparison:images')}
        </Typography>
        <Choice
          label={t('comparison:order')}
          choices={entryOrders}
          titleOf={(choice) => t(`comparison:orders.${choice}`)}
          value={order}
          onChange={onOrder}
        />
        <Choice
          label={t('comparison:whichImages')}
          choices={entryFilters}
          titleOf={(choice) => t(`comparison:filters.${choice}`)}
          value={filter}
          onChange={onFilter}
        />
        <Typography variant="body2" color="textSecondary" data-testid="matrix-count">
          {t('comparison:shown', { shown: places.length, all: matrix.entries.length })}
        </Typography>
        <Typography variant="caption" color="textSecondary" sx={{ ml: 'auto' }}>
          {t('comparison:keysHint')}
        </Typography>
      </Box>
      <Box
        ref={scroller}
        role="grid"
        aria-label={t('comparison:imagesByModel')}
        aria-rowcount={places.length + 1}
        tabIndex={0}
        sx={{ height: 'min(56vh, 560px)', overflow: 'auto', borderTop: '1px solid', borderColor: 'divider' }}
      >
        <Box
          role="row"
          sx={{
            display: 'grid',
            position: 'sticky',
            top: 0,
            zIndex: 1,
            bgcolor: 'frame',
            alignItems: 'center',
            height: 40,
            minWidth: 'min-content',
            fontSize: '0.75rem',
            color: 'text.secondary',
          }}
          style={{ gridTemplateColumns: template }}
        >
          <Box role="columnheader">
            <Box component="span" sx={visuallyHidden}>
              {t('comparison:image')}
            </Box>
          </Box>
          <Box role="columnheader">{t('comparison:truth')}</Box>
          {rows.map((row, place) => (
            <Box key={place} role="columnheader" title={row.title} sx={{ px: 0.75, minWidth: 0, lineHeight: 1.2 }}>
              <ModelKey style={styles[place]!} />
              <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{row.title}</Box>
            </Box>
          ))}
          <Box role="columnheader" sx={{ textAlign: 'right', pr: 1.5 }}>
            {t('comparison:difference')}
          </Box>
        </Box>
        <Box
          role="rowgroup"
          sx={{ position: 'relative', minWidth: 'min-content' }}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <Line
              key={index}
              {...{ index, start, template, matrix, dataset, onOpen }}
              place={places[index]!}
              isCurrent={index === current}
            />
          ))}
        </Box>
      </Box>
    </Box>
  );
}

interface LineProps {
  readonly index: number;
  readonly start: number;
  readonly template: string;
  readonly matrix: EntryMatrix;
  readonly dataset: DatasetId | null;
  readonly place: number;
  readonly isCurrent: boolean;
  readonly onOpen: (index: number) => void;
}

function Line({ index, start, template, matrix, dataset, place, isCurrent, onOpen }: LineProps) {
  const entry = matrix.entries[place]!;
  const isTrue = matrix.positives[place]!;
  const values = matrix.probabilities.map((row) => row[place]!);
  return (
    <Box
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isCurrent}
      data-testid="matrix-row"
      data-entry={entry}
      onClick={() => onOpen(index)}
      sx={{
        position: 'absolute',
        left: 0,
        right: 0,
        height: rowHeight,
        display: 'grid',
        alignItems: 'center',
        cursor: 'pointer',
        borderBottom: '1px solid',
        borderColor: 'divider',
        bgcolor: isCurrent ? 'selected' : undefined,
        '&:hover': { bgcolor: isCurrent ? 'selected' : 'raised' },
      }}
      style={{ top: start, gridTemplateColumns: template }}
    >
      <Box role="gridcell" sx={{ px: 1 }}>
        {dataset === null ? (
          <Box sx={{ width: 40, height: 40, bgcolor: '#000' }} />
        ) : (
          <EntryThumbnail dataset={dataset} index={entry} size={40} alt={t('comparison:imageNumber', { entry })} />
        )}
      </Box>
      <Box
        role="gridcell"
        sx={{
          color: isTrue ? 'people.main' : 'text.secondary',
          fontSize: '0.8125rem',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {t(isTrue ? 'comparison:with' : 'comparison:without', { finding: formatLabel(matrix.label) })}
      </Box>
      {values.map((probability, row) => (
        <Box key={row} role="gridcell" sx={{ minWidth: 0 }}>
          <ProbabilityCell probability={probability} threshold={matrix.thresholds[row]!} isTrue={isTrue} />
        </Box>
      ))}
      <Box role="gridcell" sx={{ textAlign: 'right', pr: 1.5, fontSize: '0.8125rem' }}>
        {(Math.max(...values) - Math.min(...values)).toFixed(2)}
      </Box>
    </Box>
  );
}

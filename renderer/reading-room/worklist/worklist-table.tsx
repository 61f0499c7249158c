import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorklistRow } from '../../../main/domain/studies/study.ts';
import { ColumnHeaders } from './column-headers.tsx';
import { headerHeight, rowHeight } from './columns.ts';
import { useWorklist } from './worklist-context.tsx';
import { WorklistLine } from './worklist-line.tsx';

interface WorklistTableProps {
  readonly total: number;
  /** The rows are a skeleton: where they stand is no place to come back to. */
  readonly isLoading: boolean;
  readonly rowAt: (index: number) => WorklistRow | undefined;
  /** Place of the selected study; null while it is not in the list. */
  readonly selected: number | null;
  readonly onRange: (first: number, last: number) => void;
  readonly onOpen: (index: number, row: WorklistRow) => void;
}

/** Only the rows on screen exist; thousands scroll like ten. */
export function WorklistTable({ total, isLoading, rowAt, selected, onRange, onOpen }: WorklistTableProps) {
  const { t } = useTranslation('worklist');
  const { state, dispatch, scrollTop } = useWorklist();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    initialOffset: scrollTop.current,
    onChange: ({ scrollOffset }) => {
      if (!isLoading) scrollTop.current = scrollOffset ?? 0;
    },
  });
  const lines = virtualizer.getVirtualItems();
  const first = lines.at(0)?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);

  const lastSelected = useRef(state.studyId);
  useEffect(() => {
    // Coming back, or while studies arrive, the list stands where it was left, wherever the selection is.
    if (lastSelected.current !== state.studyId) virtualizer.scrollToIndex(state.index, { align: 'auto' });
    lastSelected.current = state.studyId;
  }, [state.index, state.studyId, virtualizer]);
  const select = useCallback(
    (index: number, row: WorklistRow) => dispatch({ type: 'selected', index, studyId: row.studyId }),
    [dispatch],
  );

  const isSelectionThere = lines.some(({ index }) => index === selected);
  return (
    <Box
      ref={scroller}
      role="grid"
      aria-label={t('worklist')}
      aria-rowcount={total + 1}
      aria-activedescendant={isSelectionThere ? `worklist-row-${selected}` : undefined}
      tabIndex={0}
      sx={{ flex: 1, minHeight: 0, overflow: 'auto', '&:focus-visible': { outlineOffset: '-2px' } }}
    >
      <ColumnHeaders />
      <Box role="rowgroup" sx={{ position: 'relative' }} style={{ height: virtualizer.getTotalSize() }}>
        {lines.map(({ index, key, start }) => (
          <Box
            key={key}
            role="presentation"
            sx={{ position: 'absolute', left: 0, right: 0, top: 0 }}
            style={{ transform: `translateY(${start - headerHeight}px)` }}
          >
            <WorklistLine
              row={rowAt(index)}
              index={index}
              isSelected={index === selected}
              onSelect={select}
              onOpen={onOpen}
            />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

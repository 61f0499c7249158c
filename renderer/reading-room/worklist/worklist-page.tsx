import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts.ts';
import { routes, useNavigate } from '../../shared/navigation/routes.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { prefetchStudy } from '../viewer/prefetch-study.ts';
import { EmptyCasebook, NothingFits } from './empty-worklist.tsx';
import { FilterChips } from './filter-chips.tsx';
import { Preview } from './preview.tsx';
import { useFollowSelection } from './use-follow-selection.ts';
import { useOpenStudy } from './use-open-study.ts';
import { useWorklistRows } from './use-worklist-rows.ts';
import { useWorklist } from './worklist-context.tsx';
import { WorklistTable } from './worklist-table.tsx';

/** Rows that a skeleton of the list shows. */
const skeletonRows = 12;

/** The list of studies with its filters, and a preview of the selected one. */
export function WorklistPage() {
  const { t } = useTranslation('worklist');
  const { state, dispatch } = useWorklist();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const rows = useWorklistRows(state, range);
  const open = useOpenStudy();
  const navigate = useNavigate();
  const place = useFollowSelection(rows, state.studyId);
  const selected = place === null ? undefined : rows.rowAt(place);

  useEffect(() => dispatch({ type: 'lookedAt' }), [dispatch]);

  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const openSelected = (): void => {
    if (place !== null && selected !== undefined) open(place, selected);
  };
  const move = (step: number): void => {
    // Where the selected study has left the list, its successor stands in its place.
    const target = place === null && step > 0 ? state.index + step - 1 : (place ?? state.index) + step;
    const index = Math.min(rows.total - 1, Math.max(0, target));
    const row = rows.rowAt(index);
    if (row !== undefined) dispatch({ type: 'selected', index, studyId: row.studyId });
  };
  useShortcuts(t('worklist'), [
    { keys: ['j', 'ArrowDown'], does: t('nextStudy'), press: () => move(1), repeats: true },
    { keys: ['k', 'ArrowUp'], does: t('previousStudy'), press: () => move(-1), repeats: true },
    { keys: ['PageDown'], does: t('tenDown'), press: () => move(10), repeats: true },
    { keys: ['PageUp'], does: t('tenUp'), press: () => move(-10), repeats: true },
    { keys: ['Enter'], does: t('readSelected'), press: openSelected },
  ]);

  const selectedId = selected?.studyId;
  useEffect(() => {
    if (selectedId === undefined) return undefined;
    const timer = setTimeout(() => void prefetchStudy(selectedId), 200);
    return () => clearTimeout(timer);
  }, [selectedId]);

  const isCasebookEmpty = rows.counts?.all === 0 && state.search.trim() === '';
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 1.5, py: 1.25 }}>
          <Typography component="h1" variant="h2" sx={{ mr: 1 }}>
            {t('worklist')}
          </Typography>
          <FilterChips counts={rows.counts} />
          <Typography variant="body2" color="textSecondary" sx={{ ml: 'auto', whiteSpace: 'nowrap' }}>
            {rows.counts === undefined ? '' : t('studies', { count: rows.total })}
          </Typography>
          <Button
            variant="outlined"
            size="small"
            startIcon={<FolderOpenOutlined />}
            sx={{ flexShrink: 0 }}
            onClick={() => navigate(routes.screen)}
          >
            {t('open')}
          </Button>
        </Box>
        {rows.error !== null ? (
          <Box sx={{ p: 3 }}>
            <FaultNotice error={rows.error} onRetry={rows.retry} />
          </Box>
        ) : isCasebookEmpty ? (
          <EmptyCasebook />
        ) : !rows.isLoading && rows.total === 0 ? (
          <NothingFits />
        ) : (
          <WorklistTable
            key={rows.isLoading ? 'loading' : 'rows'}
            isLoading={rows.isLoading}
            total={rows.isLoading ? skeletonRows : rows.total}
            rowAt={rows.rowAt}
            selected={place}
            onRange={onRange}
            onOpen={open}
          />
        )}
      </Box>
      {(rows.isLoading || selected !== undefined) && <Preview row={selected} onOpen={openSelected} />}
    </Box>
  );
}

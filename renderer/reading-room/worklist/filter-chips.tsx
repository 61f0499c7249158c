import { Box, Chip } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { WorklistFilter, WorklistResult } from '../../../main/domain/studies/worklist.ts';
import { formatCount } from '../../shared/format/format.ts';
import { useWorklist } from './worklist-context.tsx';

const filters: readonly WorklistFilter[] = ['all', 'unread', 'positive', 'notScored', 'read', 'synthetic'];

/** The filters, each with the number of studies that it shows. */
export function FilterChips({ counts }: { readonly counts: WorklistResult['counts'] | undefined }) {
  const { t } = useTranslation('worklist');
  const { state, dispatch } = useWorklist();
  return (
    <Box role="group" aria-label={t('filters')} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {filters.map((filter) => {
        const isChosen = filter === state.filter;
        const count = counts === undefined ? '' : formatCount(counts[filter]);
        return (
          <Chip
            key={filter}
            component="button"
            clickable
            aria-pressed={isChosen}
            onClick={() => dispatch({ type: 'filtered', filter })}
            variant={isChosen ? 'filled' : 'outlined'}
            color={isChosen ? 'primary' : 'default'}
            label={
              <>
                {t(`filter.${filter}`)}{' '}
                <Box component="span" sx={{ opacity: 0.75, ml: 0.5 }}>
                  {count}
                </Box>
              </>
            }
            sx={{ height: 32, borderRadius: 2, font: 'inherit', fontSize: '0.8125rem' }}
          />
        );
      })}
    </Box>
  );
}

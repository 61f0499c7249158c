import { Box, Chip } from '@mui/material';
import type { WorklistPage } from '../../../main/contract/contract.ts';
import { formatCount } from '../../shared/format/format.ts';
import { useWorklist } from './worklist-context.tsx';
import type { WorklistFilter } from './worklist-state.ts';

const filters: readonly (readonly [WorklistFilter, string])[] = [
  ['all', 'All'],
  ['unread', 'Unread'],
  ['positive', 'Above threshold'],
  ['notScored', 'Not scored'],
  ['read', 'Read'],
  ['synthetic', 'Synthetic'],
];

/** What the list shows, with how many there are of each. */
export function FilterChips({ counts }: { readonly counts: WorklistPage['counts'] | undefined }) {
  const { state, dispatch } = useWorklist();
  return (
    <Box role="group" aria-label="Show" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {filters.map(([filter, title]) => {
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
                {title}{' '}
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

import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, ButtonBase } from '@mui/material';
import { visuallyHidden } from '@mui/utils';
import { useTranslation } from 'react-i18next';
import { columns, gridTemplate, headerHeight } from './columns.ts';
import { useWorklist } from './worklist-context.tsx';

/** Column titles; a click sorts, a second one turns the order round. */
export function ColumnHeaders() {
  const { t } = useTranslation('worklist');
  const { state, dispatch } = useWorklist();
  const Arrow = state.descending ? ArrowDownward : ArrowUpward;
  return (
    <Box
      role="row"
      aria-rowindex={1}
      sx={{
        display: 'grid',
        gridTemplateColumns: gridTemplate,
        columnGap: 1.5,
        px: 1.5,
        height: headerHeight,
        position: 'sticky',
        top: 0,
        zIndex: 1,
        bgcolor: 'background.default',
        alignItems: 'center',
        borderBottom: '1px solid',
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: '0.75rem',
        flexShrink: 0,
      }}
    >
      {columns.map(({ name, sort }) => {
        const isSorted = sort !== undefined && sort === state.sort;
        const order = state.descending ? 'descending' : 'ascending';
        return (
          <Box key={name} role="columnheader" aria-sort={isSorted ? order : 'none'}>
            {sort === undefined ? (
              <Box component="span" sx={name === 'picture' ? visuallyHidden : {}}>
                {t(`column.${name}`)}
              </Box>
            ) : (
              <ButtonBase
                onClick={() => dispatch({ type: 'sorted', by: sort })}
                sx={{
                  minHeight: 32,
                  gap: 0.5,
                  font: 'inherit',
                  color: isSorted ? 'text.primary' : 'inherit',
                  borderRadius: 0.5,
                }}
              >
                {t(`column.${name}`)}
                {isSorted && <Arrow sx={{ fontSize: 14 }} />}
              </ButtonBase>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

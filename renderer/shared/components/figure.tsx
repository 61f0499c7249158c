import { Box, Tooltip } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';

interface FigureProps {
  readonly title: string;
  /** Null where it is not defined for these cases. */
  readonly estimate: Estimate | null;
  /** The definition of the figure and of its interval. */
  readonly explanation: string;
  readonly digits?: number;
  /** The interval and n follow while something is being moved. */
  readonly isSettling?: boolean;
}

/** A measured value with its 95 % interval and n. */
export function Figure({ title, estimate, explanation, digits = 3, isSettling = false }: FigureProps) {
  const { t } = useTranslation(['components', 'common']);
  return (
    <Tooltip title={explanation}>
      <Box sx={{ minWidth: 0 }} data-figure={title}>
        <Box
          sx={{
            fontSize: '0.75rem',
            color: 'text.secondary',
            whiteSpace: 'nowrap',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
          }}
        >
          {title}
        </Box>
        {estimate === null ? (
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', minHeight: 40, pt: 0.5 }}>
            {t('common:notDefined')}
          </Box>
        ) : (
          <>
            <Box sx={{ fontSize: '1.125rem', fontWeight: 600, lineHeight: 1.3, color: 'machine.main' }}>
              {estimate.value.toFixed(digits)}
            </Box>
            <Box
              sx={{ fontSize: '0.6875rem', color: 'text.secondary', whiteSpace: 'nowrap' }}
              style={{ opacity: isSettling ? 0.4 : 1 }}
            >
              {t('intervalAndCount', {
                low: estimate.interval95[0].toFixed(digits),
                high: estimate.interval95[1].toFixed(digits),
                count: estimate.n,
              })}
            </Box>
          </>
        )}
      </Box>
    </Tooltip>
  );
}

import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';

interface EstimateTextProps {
  /** Null where it is not defined for these cases. */
  readonly estimate: Estimate | null;
  readonly digits?: number;
  /** A difference: also what is more than 0 has its sign. */
  readonly isSigned?: boolean;
}

/** A measured value with its 95 % interval in one line of a table. */
export function EstimateText({ estimate, digits = 3, isSigned = false }: EstimateTextProps) {
  const { t } = useTranslation(['common', 'components']);
  if (estimate === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t('notDefined')}
      </Box>
    );
  const written = (value: number): string => {
    const text = Math.abs(value).toFixed(digits);
    if (Number(text) === 0) return text;
    return value < 0 ? `−${text}` : isSigned ? `+${text}` : text;
  };
  const [low, high] = estimate.interval95;
  return (
    <>
      <Box component="span" sx={{ fontWeight: 600, color: 'machine.main' }}>
        {written(estimate.value)}
      </Box>{' '}
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        {isSigned
          ? t('components:signedInterval', { low: written(low), high: written(high) })
          : `${written(low)}–${written(high)}`}
      </Box>
    </>
  );
}

import { visuallyHidden } from '@mui/utils';
import { Box } from '@mui/material';
import { formatCount, formatLabel, formatPercent } from '../format/format.ts';
import { t } from '../messages/messages.ts';

interface ConfusionMatrixProps {
  /** The rows' labels, which are the truth. */
  readonly truths: readonly string[];
  /** The columns' labels, which are the predictions; the same labels in the same order. */
  readonly predictions: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly onOpen: (truth: number, prediction: number) => void;
  /** The cell whose entries are shown. */
  readonly open?: readonly [truth: number, prediction: number] | undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const headCell = {
  p: 0.5,
  fontWeight: 400,
  fontSize: '0.75rem',
  color: 'text.secondary',
  overflowWrap: 'anywhere',
} as const;

/** Counts of truth against prediction, shaded by the share of their row; a cell opens its entries. */
export function ConfusionMatrix({ truths, predictions, counts, onOpen, open }: ConfusionMatrixProps) {
  const isSmall = truths.length > 4;
  return (
    <Box
      component="table"
      aria-label={t('charts:confusionMatrix')}
      sx={{ width: '100%', height: '100%', borderCollapse: 'separate', borderSpacing: 3, tableLayout: 'fixed' }}
    >
      <thead>
        <tr>
          <Box component="td" sx={{ ...headCell, width: isSmall ? 80 : 96 }}>
            {t('charts:truth')} <br /> {t('charts:prediction')}
          </Box>
          {predictions.map((prediction) => (
            <Box key={prediction} component="th" scope="col" sx={headCell}>
              {formatLabel(prediction)}
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, truth) => (
          <tr key={truths[truth]}>
            <Box component="th" scope="row" sx={{ ...headCell, textAlign: 'left' }}>
              {formatLabel(truths[truth]!)}
              <Box component="span" sx={{ display: 'block' }}>
                {t('charts:n', { count: sum(row) })}
              </Box>
            </Box>
            {row.map((count, prediction) => (
              <Cell
                key={predictions[prediction]}
                count={count}
                share={sum(row) === 0 ? null : count / sum(row)}
                isRight={truth === prediction}
                isOpen={open?.[0] === truth && open[1] === prediction}
                isSmall={isSmall}
                name={t('charts:cell', {
                  truth: formatLabel(truths[truth]!),
                  prediction: formatLabel(predictions[prediction]!),
                })}
                onOpen={() => onOpen(truth, prediction)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

interface CellProps {
  readonly count: number;
  /** Share of its row; null in a row without entries. */
  readonly share: number | null;
  readonly isRight: boolean;
  readonly isOpen: boolean;
  readonly isSmall: boolean;
  readonly name: string;
  readonly onOpen: () => void;
}

/** Right cells are evenly shaded, wrong ones striped and of another hue: told apart without colour too. */
function shadeOf(share: number, isRight: boolean): string {
  const strength = Math.round(8 + share * 34);
  const colour = `color-mix(in srgb, var(--mui-palette-${isRight ? 'machine' : 'error'}-main) ${strength}%, var(--mui-palette-raised))`;
  if (isRight) return colour;
  return `repeating-linear-gradient(135deg, ${colour} 0 7px, color-mix(in srgb, ${colour} 72%, var(--mui-palette-raised)) 7px 9px)`;
}

function Cell({ count, share, isRight, isOpen, isSmall, name, onOpen }: CellProps) {
  const shown = share === null ? t('charts:noImages') : formatPercent(share);
  const text = t(isRight ? 'charts:right' : 'charts:wrong', { share: shown });
  return (
    <Box component="td" sx={{ p: 0, height: isSmall ? 34 : 72 }}>
      <Box
        component="button"
        type="button"
        disabled={count === 0}
        aria-pressed={isOpen}
        onClick={onOpen}
        sx={{
          position: 'relative',
          width: '100%',
          height: '100%',
          p: 0.5,
          font: 'inherit',
          color: 'text.primary',
          border: isRight ? '1px solid' : '1px dashed',
          borderColor: isOpen ? 'text.primary' : isRight ? 'transparent' : 'text.disabled',
          outline: isOpen ? '2px solid' : undefined,
          outlineColor: 'text.primary',
          borderRadius: '4px',
          cursor: count === 0 ? 'default' : 'pointer',
          '&:hover:not(:disabled)': { borderColor: 'text.primary' },
          '&:disabled': { color: 'text.secondary' },
        }}
        style={{ background: shadeOf(share ?? 0, isRight) }}
      >
        <Box component="span" sx={{ fontSize: isSmall ? '0.8125rem' : '1.25rem', fontWeight: 600 }}>
          {formatCount(count)}{' '}
        </Box>
        {!isSmall && (
          <Box component="span" sx={{ display: 'block', fontSize: '0.75rem' }}>
            {text}
          </Box>
        )}
        <Box component="span" sx={visuallyHidden}>
          {name}
        </Box>
      </Box>
    </Box>
  );
}

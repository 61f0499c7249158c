import { LineChart } from '@mui/x-charts/LineChart';
import type { SxProps, Theme } from '@mui/material';
import type { SeriesStyle } from './series-style.ts';

/** A measure of a training run, one value an epoch. */
export interface EpochLine {
  readonly id: string;
  readonly title: string;
  /** From the first epoch on; null where it was not measured. */
  readonly values: readonly (number | null)[];
  readonly style: Pick<SeriesStyle, 'colour' | 'dash'>;
}

interface LineOverEpochsProps {
  readonly summary: string;
  /** The lines' measure, with its unit. */
  readonly measure: string;
  readonly lines: readonly EpochLine[];
  readonly height: number;
  /** The scale's ends where they are known beforehand. */
  readonly range?: { readonly low?: number; readonly high?: number };
  /** The unit of the axis at the foot; `Epoch` where left out. */
  readonly unit?: string;
  readonly format?: (value: number) => string;
}

const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

const textStyle = { fontSize: '11px !important', fill: 'var(--mui-palette-text-secondary) !important' } as const;

function stylesOf(lines: readonly EpochLine[]): SxProps<Theme> {
  const dashes = lines.map(({ id, style }) => [
    `& .MuiLineElement-root[data-series="${CSS.escape(id)}"]`,
    { strokeDasharray: style.dash ?? 'none' },
  ]);
  return { '& text, & tspan': textStyle, ...(Object.fromEntries(dashes) as Record<string, object>) };
}

/** Curves of a training, read at an epoch by pointing. Nothing moves by itself while values arrive. */
export function LineOverEpochs({
  summary,
  measure,
  lines,
  height,
  range = {},
  unit = 'Epoch',
  format = threeDigits,
}: LineOverEpochsProps) {
  const epochs = Math.max(1, ...lines.map(({ values }) => values.length));
  return (
    <LineChart
      height={height}
      skipAnimation
      hideLegend
      aria-label={summary}
      margin={{ left: 0, right: 14, top: 10, bottom: 0 }}
      grid={{ horizontal: true }}
      series={lines.map(({ id, title, values, style }) => ({
        id,
        label: title,
        data: [...values],
        color: style.colour,
        curve: 'linear',
        connectNulls: true,
        showMark: values.length === 1,
        valueFormatter: (value) => (value === null ? 'not measured' : format(value)),
      }))}
      xAxis={[
        {
          data: Array.from({ length: epochs }, (_, i) => i + 1),
          label: unit,
          scaleType: 'linear',
          tickMinStep: 1,
          min: 1,
          max: Math.max(2, epochs),
          height: 56,
          valueFormatter: String,
        },
      ]}
      yAxis={[
        {
          label: measure,
          width: 58,
          ...(range.low === undefined ? {} : { min: range.low }),
          ...(range.high === undefined ? {} : { max: range.high }),
          valueFormatter: format,
        },
      ]}
      sx={stylesOf(lines)}
    />
  );
}

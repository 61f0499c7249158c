import { Box } from '@mui/material';
import type { ReliabilityBin } from '../../../main/domain/evaluation/report.ts';
import { formatPercent } from '../format/format.ts';
import { t } from '../messages/messages.ts';
import { clickable } from './drawing/clickable.ts';
import type { Drawing } from './drawing/drawing.ts';
import { Plot } from './plot.tsx';

interface ReliabilityChartProps {
  readonly label: string;
  readonly bins: readonly ReliabilityBin[];
  readonly height: number;
  readonly onOpen: (bin: ReliabilityBin) => void;
}

/** The share of the chart's height for the bars at its foot that say how many entries each bin has. */
const footShare = 0.16;

function sentenceOf({ from, to, n, meanProbability, observed }: ReliabilityBin): string {
  const bin = t('charts:reliabilityBin', { count: n, from: from.toFixed(1), to: to.toFixed(1) });
  if (meanProbability === null || observed === null) return bin;
  const [said, truly] = [formatPercent(meanProbability), formatPercent(observed.value)];
  return t('charts:reliabilitySaid', { bin, said, observed: truly });
}

interface BinMarkProps {
  readonly bin: ReliabilityBin;
  /** Entries of the fullest bin. */
  readonly most: number;
  readonly drawing: Drawing;
}

function BinMark({ bin: { from, to, n, meanProbability, observed }, most, drawing }: BinMarkProps) {
  const { x, y, top, bottom } = drawing;
  const tall = (n / most) * footShare * (bottom - top);
  const [left, right] = [x.at(from) + 1, x.at(to) - 1];
  return (
    <g>
      <rect
        x={left}
        width={Math.max(1, right - left)}
        y={bottom - tall}
        height={tall}
        fill="var(--mui-palette-text-disabled)"
        opacity={0.45}
      />
      {meanProbability !== null && observed !== null && (
        <g stroke="var(--mui-palette-machine-main)" fill="var(--mui-palette-machine-main)">
          <line
            x1={x.at(meanProbability)}
            x2={x.at(meanProbability)}
            y1={y.at(observed.interval95[0])}
            y2={y.at(observed.interval95[1])}
            strokeWidth={1.5}
          />
          <circle cx={x.at(meanProbability)} cy={y.at(observed.value)} r={3.5} />
        </g>
      )}
    </g>
  );
}

/** Predicted against observed shares, with 95 % intervals; a bin opens its entries. */
export function ReliabilityChart({ label, bins, height, onOpen }: ReliabilityChartProps) {
  const filled = bins.filter(({ n }) => n > 0);
  const most = Math.max(1, ...filled.map(({ n }) => n));
  return (
    <Plot
      summary={t('charts:reliabilitySummary', { label, bins: filled.map(sentenceOf).join('. ') })}
      x={{ title: t('charts:predicted', { label }), domain: [0, 1] }}
      y={{ title: t('charts:observed'), domain: [0, 1] }}
      height={height}
      controls={({ x, top, bottom }) =>
        filled.map((bin) => (
          <Box
            key={bin.from}
            component="button"
            type="button"
            title={sentenceOf(bin)}
            aria-label={t('charts:showBin', { bin: sentenceOf(bin) })}
            onClick={() => onOpen(bin)}
            sx={clickable}
            style={{ left: x.at(bin.from), width: x.at(bin.to) - x.at(bin.from), top, height: bottom - top }}
          />
        ))
      }
    >
      {(drawing) => (
        <>
          <line
            x1={drawing.left}
            x2={drawing.right}
            y1={drawing.bottom}
            y2={drawing.top}
            stroke="var(--mui-palette-text-disabled)"
            strokeDasharray="3 4"
          />
          {filled.map((bin) => (
            <BinMark key={bin.from} bin={bin} most={most} drawing={drawing} />
          ))}
        </>
      )}
    </Plot>
  );
}

import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { ReadOptions } from './import-options.ts';

type Normalisation = Preprocessing['normalisation'];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** For that many channels: three from one as they are, one from three by their means. */
function forChannels(normalisation: Normalisation, channels: 1 | 3): Normalisation {
  if (normalisation.kind === 'per-image' || normalisation.mean.length === channels) return normalisation;
  const spread = (values: readonly number[]): number[] => Array<number>(channels).fill(mean(values));
  return { kind: 'fixed', mean: spread(normalisation.mean), std: spread(normalisation.std) };
}

interface InputSize {
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

/** One look at the whole picture, as most programs take it. */
export function preprocessingFor(size: InputSize, options: ReadOptions, own: Normalisation): Preprocessing {
  const { intensity = 'voi', resize = 'stretch', normalisation = own } = options;
  return {
    version: 1,
    height: size.height,
    width: size.width,
    channels: size.channels,
    intensity: intensity === 'voi' ? { kind: 'voi' } : { kind: 'percentile', low: 0.5, high: 99.5 },
    resize,
    normalisation: forChannels(normalisation, size.channels),
    views: [{ scale: 1, rotationDegrees: 0, shiftX: 0, shiftY: 0 }],
  };
}

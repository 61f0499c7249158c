/** Where a map's mass lies: on opacities that were planted, and inside the lungs. */
import { estimateMean } from '../../domain/statistics/estimate-mean.ts';
import { saliencyLimits, type LungShare, type PhantomTest } from '../../domain/saliency-checks/saliency-check.ts';
import {
  massInside,
  overlapAtEqualArea,
  pointsInside,
  shareOf,
  type HeatMap,
} from '../../domain/saliency-checks/map-measures.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import type { Random } from '../../domain/statistics/random.ts';
import { estimateRate } from '../../domain/statistics/estimate-rate.ts';
import { resize } from '../../imaging/grey-image/grey-image.ts';
import type { CheckImage } from './check-image.ts';

const onPicture = (map: HeatMap, { width, height }: Preprocessing): Float32Array => resize(map, width, height).values;

/**
 * The figures over the phantoms in which the model has its finding: where it does not, there is nothing that a map
 * could point at.
 */
export function measureOnPhantoms(
  found: readonly CheckImage[],
  maps: readonly HeatMap[],
  spec: Preprocessing,
  random: Random,
): NonNullable<PhantomTest['figures']> {
  const patients = found.map(({ patient }) => patient);
  const pictures = maps.map((map) => onPicture(map, spec));
  const masks = found.map(({ opacities }) => opacities!);
  const mean = (values: readonly number[]) => estimateMean(values, patients, random.fork('interval'));
  const chance = masks.reduce((sum, mask) => sum + shareOf(mask), 0) / masks.length;
  const pointing = estimateRate(
    pictures.map((picture, i) => pointsInside(picture, masks[i]!)),
    patients,
    random.fork('interval'),
  );
  return {
    pointing,
    chance,
    overlap: mean(pictures.map((picture, i) => overlapAtEqualArea(picture, masks[i]!)))!,
    // A map without any heat has none on an opacity.
    energy: mean(pictures.map((picture, i) => massInside(picture, masks[i]!) || 0))!,
    passed: pointing.interval95[0] > chance,
  };
}

export function measureInLungs(
  cases: readonly CheckImage[],
  maps: readonly HeatMap[],
  spec: Preprocessing,
  random: Random,
): LungShare {
  const seen = [...cases.keys()].filter((i) => cases[i]!.lungs !== null);
  const counts = { found: seen.length, of: cases.length };
  if (seen.length < saliencyLimits.cases) return { ...counts, share: null, uniform: null };
  const shares = seen.map((i) => massInside(onPicture(maps[i]!, spec), cases[i]!.lungs!));
  const share = estimateMean(
    shares,
    seen.map((i) => cases[i]!.patient),
    random,
  );
  const uniform = seen.reduce((sum, i) => sum + shareOf(cases[i]!.lungs!), 0) / seen.length;
  return { ...counts, share, uniform };
}

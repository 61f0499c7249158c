/** Whether one of two is right more often where only one of them is. */
import type { McNemarTest } from './comparison-report.ts';
import { patientsRepeat, type Resamples } from '../statistics/resamples.ts';

/** Below it the exact probability is given, from it on the mid-p, which is less timid (Fagerland et al. 2013). */
const FEW = 25;

/** @param rightA and `rightB` say of each case whether that one's call was right. */
export function testCalls(
  rightA: readonly boolean[],
  rightB: readonly boolean[],
  resamples: Resamples,
): Omit<McNemarTest, 'pHolm'> {
  const counts = { bothRight: 0, onlyA: 0, onlyB: 0, bothWrong: 0 };
  const differences = new Int32Array(resamples.patients);
  rightA.forEach((a, i) => {
    const b = rightB[i]!;
    counts[a ? (b ? 'bothRight' : 'onlyA') : b ? 'onlyB' : 'bothWrong']++;
    differences[resamples.patientOf[i]!]! += Number(a) - Number(b);
  });
  const discordant = differences.filter((difference) => difference !== 0);
  const method = discordant.length < FEW ? 'exact' : 'mid-p';
  const { beyond, at } = flipSigns(discordant);
  const p = Math.min(1, method === 'exact' ? beyond + at : beyond + at / 2);
  return { ...counts, method, byPatient: patientsRepeat(resamples), p };
}

/**
 * The distribution of the summed differences when each keeps or changes its sign with the same chance, which is what
 * it is where neither is better: the chance of a sum farther from 0 than the observed one, and of one as far. With
 * differences of 1 and −1 that is the binomial distribution of McNemar's exact test.
 */
function flipSigns(differences: Int32Array): { beyond: number; at: number } {
  const observed = Math.abs(differences.reduce((a, b) => a + b, 0));
  const reach = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  let [chances, next] = [new Float64Array(2 * reach + 1), new Float64Array(2 * reach + 1)];
  chances[reach] = 1;
  let farthest = 0;
  for (const difference of differences) {
    const size = Math.abs(difference);
    farthest += size;
    for (let i = reach - farthest; i <= reach + farthest; i++)
      next[i] = ((chances[i - size] ?? 0) + (chances[i + size] ?? 0)) / 2;
    [chances, next] = [next, chances];
  }
  let [beyond, at] = [0, 0];
  chances.forEach((chance, i) => {
    const distance = Math.abs(i - reach);
    if (distance > observed) beyond += chance;
    else if (distance === observed) at += chance;
  });
  return { beyond, at };
}

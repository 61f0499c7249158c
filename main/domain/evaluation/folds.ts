/** Parts of the cases for fitting on some and measuring on others. */
import { createRandom } from '../statistics/random.ts';
import { patientPlaces } from '../statistics/resamples.ts';

/** Each case's fold, 0 to `folds` − 1: all cases of a patient in the same one, patients shuffled by a fixed seed. */
export function foldsByPatient(patients: readonly string[], folds: number): number[] {
  const { places, count } = patientPlaces(patients);
  const order = createRandom('folds').shuffle(Array.from({ length: count }, (_, place) => place));
  const foldOf = new Uint8Array(count);
  order.forEach((place, i) => (foldOf[place] = i % folds));
  return Array.from(places, (place) => foldOf[place]!);
}

import { faultError, type FaultError } from '../../../domain/faults/fault.ts';
import { tag } from './tags.ts';

/** For a value that is there, matters, and can't be read, or in more ways than one: to pass over it would change the image. */
export function notUnderstood(name: string, value: string): FaultError {
  const keyword = Object.entries(tag).find(([, known]) => known === name)?.[0] ?? '';
  const words = keyword.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=VOI)(?=LUT)|(?<=LUT)(?=[A-Z])/g, ' ');
  return faultError('dicom.value-not-understood', {
    field: `${words} (${name.slice(1, 5)},${name.slice(5)})`,
    value: value.replaceAll(/[^\w .,;:+\\-]/g, '').slice(0, 40),
  });
}

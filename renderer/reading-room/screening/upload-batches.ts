import { uploadLimits } from '../../../main/contract/contract.ts';
import { t } from '../../shared/messages/messages.ts';

/** The most that one call carries: both sides hold it in memory. */
const batchBytes = 100 * 1024 * 1024;

/** The files in their order, in parts that one call can carry each; a file above `batchBytes` goes alone. */
export function batchesOf<T extends { readonly size: number }>(files: readonly T[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < uploadLimits.files && bytes + file.size <= batchBytes) {
      last.push(file);
      bytes += file.size;
    } else {
      batches.push([file]);
      bytes = file.size;
    }
  }
  return batches;
}

export const canBeSent = ({ size }: { readonly size: number }): boolean => size <= uploadLimits.bytesPerFile;

/** A sentence when some of the files are too large to be uploaded, else null. */
export function refuseTooLarge(files: readonly { readonly name: string; readonly size: number }[]): string | null {
  const tooLarge = files.filter((file) => !canBeSent(file));
  const [first] = tooLarge;
  if (first === undefined) return null;
  const megabytes = uploadLimits.bytesPerFile / 1024 ** 2;
  return tooLarge.length === 1
    ? t('screening:tooLarge', { name: first.name, megabytes })
    : t('screening:tooLargeSeveral', { name: first.name, others: tooLarge.length - 1, megabytes });
}

import { resolve, sep } from 'node:path';
import { defaultBudget } from '../../../main/domain/reading-budget.ts';
import { readFileIds } from '../../../main/imaging/dicom/directory.ts';
import { readable } from '../../../main/imaging/image-file/readable.ts';
import { placeOnDisc } from '../../../main/services/files/disc.ts';
import { directory } from '../images/dicom-pictures.ts';
import { makeDicomInput } from '../images/dicom.ts';
import { opened, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';

const disc = resolve('disc');

async function read(bytes: Uint8Array): Promise<Reading> {
  const ids = await readable(() => readFileIds(bytes, defaultBudget));
  if (!ids.ok) return { refusal: ids.error.code, isPastHeader: ids.error.code !== 'image.garbled-header' };
  for (const id of ids.value) {
    const place = placeOnDisc(disc, id);
    requireTrue(place === disc || place.startsWith(disc + sep), `${place} is not on the disc`);
  }
  return opened;
}

export const dicomdir: FuzzedParser = {
  name: 'DICOMDIR',
  share: 0.1,
  prepare: () => Promise.resolve((chance) => makeDicomInput(chance, [directory])),
  read,
};

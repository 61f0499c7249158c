/** Writes assets/samples: the ten synthetic studies that a new casebook begins with. Same bytes each time. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { writeDicom } from '../../main/imaging/dicom/write-dicom.ts';
import { sampleStudies } from './sample-studies.ts';

const folder = join(import.meta.dirname, '../../assets/samples');

await mkdir(folder, { recursive: true });
for (const { file, phantom, dicom } of sampleStudies) {
  await writeFile(join(folder, file), writeDicom(createPhantom(phantom).frame, dicom));
}

/** A folder of files as a clinic might hand it over: good ones of each format, and some that are not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { writeDicom } from '../../main/imaging/dicom/write-dicom.ts';

export const goodCases = ['child.dcm', 'deep/er/child.dcm', 'child.png', 'child.jpg', 'no-extension'] as const;
export const badCases = ['report.dcm', 'truncated.dcm', 'empty.png'] as const;

/** Writes one file a name; contents differ, so that each is a study of its own. */
export async function writeCases(folder: string): Promise<void> {
  const [first, second, third, fourth, fifth] = await Promise.all([1, 2, 3, 4, 5].map(makePhantom));
  const dicom = first!.dicom;
  const files: Readonly<Record<(typeof goodCases)[number] | (typeof badCases)[number], Uint8Array>> = {
    'child.dcm': dicom,
    'deep/er/child.dcm': second!.dicom,
    'child.png': third!.png,
    'child.jpg': await sharp(fourth!.png).jpeg({ quality: 90 }).toBuffer(),
    'no-extension': fifth!.dicom,
    'report.dcm': new TextEncoder().encode('The lungs are clear.\n'),
    'truncated.dcm': dicom.subarray(0, Math.round(dicom.length / 2)),
    'empty.png': new Uint8Array(0),
  };
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

async function makePhantom(seed: number): Promise<{ dicom: Uint8Array; png: Uint8Array }> {
  const phantom = createPhantom({ seed, label: seed % 2 === 0 ? 'NORMAL' : 'PNEUMONIA', size: 256 });
  return { dicom: writeDicom(phantom.frame), png: await renderPng(phantom.frame) };
}

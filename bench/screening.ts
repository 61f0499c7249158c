import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAppContext } from '../main/hosts/app-context.ts';
import { sourceResources } from '../main/hosts/locations.ts';
import { createPhantom } from '../main/imaging/phantom/phantom.ts';
import { readImage } from '../main/imaging/read-image.ts';
import { writeDicom } from '../main/imaging/dicom/write-dicom.ts';
import type { Measurement } from './measure.ts';

const count = 24;

/** Screening a folder, casebook and all, against reading and decoding the same files one by one. */
export async function benchScreening(): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
  process.env['OVERREAD_HOME'] = folder;
  const files = Array.from({ length: count }, (_, i) => {
    const path = join(folder, `${i}.dcm`);
    const phantom = createPhantom({ seed: i, label: i % 2 === 0 ? 'PNEUMONIA' : 'NORMAL', size: 768 });
    writeFileSync(path, writeDicom(phantom.frame));
    return { path };
  });
  const context = await openAppContext({ roots: null, resources: sourceResources, engine: {} });
  try {
    await context.engineIsReady();
    const decoding = await secondsOf(async () => {
      for (const { path } of files) {
        const image = await readImage(await readFile(path));
        if (image.ok) await image.value.frame(0);
      }
    });
    const screening = await secondsOf(async () => {
      for await (const _ of context.workstation.screen(files, context.workstation.models));
    });
    const meaning = `screening ${(count / screening).toFixed(1)} files/s to decoding ${(count / decoding).toFixed(1)} files/s (DICOM, 768 pixels wide)`;
    return { name: 'screening', ratio: decoding / screening, meaning };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

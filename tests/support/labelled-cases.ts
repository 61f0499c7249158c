/** A small dataset of phantoms for pages: class folders' images in an index, patients with two images each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeCard, makeOnnx } from './make-model.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import type { ModelId } from '../../main/domain/ids.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';

/**
 * Writes `count` phantoms with an index.csv; those with pneumonia are brighter on the whole, but not all of them, so
 * that a model which calls bright images is right more often than not.
 */
export async function writeLabelledCases(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const random = createRandom('labelled cases');
  const lines = ['file,label,patient,split,sex'];
  for (let i = 0; i < count; i++) {
    const label = i % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    const { frame } = createPhantom({ seed: 500 + i, label, size: 128 });
    const brightness = random.uniform(0.55, 1.15) + (label === 'PNEUMONIA' ? 0.35 : 0);
    const png = await sharp(await renderPng(frame))
      .linear(brightness)
      .png()
      .toBuffer();
    writeFileSync(join(folder, `${i}.png`), png);
    lines.push(`${i}.png,${label},p${Math.floor(i / 2)},val,${i % 3 === 0 ? 'F' : 'M'}`);
  }
  writeFileSync(join(folder, 'index.csv'), `${lines.join('\n')}\n`);
}

/** Installs the tiny model that calls bright images, under a name of its own. */
export function installBrightModel(models: string, id: string, temperature: number): void {
  const folder = join(models, id);
  mkdirSync(folder, { recursive: true });
  const card = makeCard({ id: id as ModelId, title: `Model ${id}`, calibration: { temperature, fittedOn: 'nothing' } });
  writeFileSync(join(folder, 'model.onnx'), makeOnnx());
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
}

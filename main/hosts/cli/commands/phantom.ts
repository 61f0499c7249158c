/** `overread phantom`: synthetic radiographs whose opacities are known, ready for `overread train --data`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { createPhantom, type Phantom } from '../../../imaging/phantom/phantom.ts';
import { renderPng } from '../../../imaging/raster/render-png.ts';
import { writeDicom } from '../../../imaging/dicom/write-dicom.ts';
import { CommandFault, exitCodes, parseCount } from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { showProgress } from '../terminal/progress.ts';

interface PhantomFlags {
  readonly count: number;
  readonly out: string;
  readonly format: 'dicom' | 'png';
  readonly size: number;
  readonly seed: number;
}

const sizeLimits = { least: 64, most: 4096 };

function parseSize(text: string): number {
  const size = parseCount(text);
  if (size >= sizeLimits.least && size <= sizeLimits.most) return size;
  throw new InvalidArgumentError(`A size between ${sizeLimits.least} and ${sizeLimits.most} is needed.`);
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed)) return seed;
  throw new InvalidArgumentError('A whole number is needed.');
}

export function describe(command: Command): void {
  command
    .requiredOption('--count <n>', 'how many; every other one has opacities', parseCount)
    .requiredOption('--out <folder>', 'gets images, masks of the opacities (PNG), and index.csv')
    .addOption(new Option('--format <name>', 'of the images').choices(['dicom', 'png']).default('dicom'))
    .option('--size <n>', 'width in pixels', parseSize, 512)
    .option('--seed <n>', 'the same seed gives the same images', parseSeed, 1)
    .action(makePhantoms);
}

/** One patient an image; every fifth pair of patients is for validation. */
async function makePhantoms({ count, out, format, size, seed }: PhantomFlags): Promise<void> {
  const progress = showProgress('phantoms');
  using interruption = listenForInterruption(() => progress.say('Stopping after the image at hand.'));
  await prepareFolders(out);
  const rows = ['file,label,patient,split'];
  for (let i = 0; i < count && !interruption.signal.aborted; i++) {
    const phantom = createPhantom({ seed: `${seed}/${i}`, label: i % 2 === 0 ? 'PNEUMONIA' : 'NORMAL', size });
    const number = String(i + 1).padStart(String(count).length, '0');
    const name = `phantom-${number}`;
    const file = `images/${name}.${format === 'dicom' ? 'dcm' : 'png'}`;
    await writeFile(
      join(out, file),
      format === 'dicom'
        ? writeDicom(phantom.frame, { patientName: `Phantom ${number}^Synthetic`, patientId: name })
        : await renderPng(phantom.frame),
    );
    await writeFile(join(out, 'masks', `${name}.png`), await maskPng(phantom));
    rows.push(`${file},${phantom.label},${name},${Math.floor(i / 2) % 5 === 4 ? 'val' : 'train'}`);
    progress.update(i + 1, count, '');
    // A turn of the event loop, in which Ctrl-C is heard.
    await new Promise(setImmediate);
  }
  await writeFile(join(out, 'index.csv'), `${rows.join('\n')}\n`);
  progress.stop();
  console.log(`${rows.length - 1} synthetic radiographs lie in ${resolve(out)}.`);
  if (interruption.signal.aborted) process.exitCode = exitCodes.interrupted;
}

async function prepareFolders(out: string): Promise<void> {
  try {
    for (const folder of ['images', 'masks']) await mkdir(join(out, folder), { recursive: true });
  } catch (error) {
    throw new CommandFault(`Nothing can be written to “${resolve(out)}”: choose a folder that you may write to.`, {
      cause: error,
    });
  }
}

/** White where the opacities are. */
function maskPng({ frame, mask }: Phantom): Promise<Uint8Array> {
  return renderPng({
    ...frame,
    pixels: mask.map((inside) => 255 * inside),
    bitsStored: 8,
    voi: { center: 128, width: 256, function: 'LINEAR' },
  });
}

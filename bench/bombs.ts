/**
 * `npm run bench -- bombs [ROW | FILE …]`: what files that ask for much cost `overread screen`, each beside a sound one: the most
 * memory of all of its processes together, the time, and what it says of them. Linux only.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { root } from '../scripts/setup/setup.mjs';
import {
  deflatedItems,
  deflatedPicture,
  largePart10,
  manyElements,
  manyItems,
  nested,
  pngPicture,
  pngWithPacked,
  rlePicture,
} from '../tests/support/make-bombs.ts';
import { zipOfDense, zipOfShared, zipOfZeros, zipOfZips } from '../tests/support/make-zip-bombs.ts';

export interface BombCost {
  readonly name: string;
  readonly megabytes: number;
  readonly seconds: number;
  /** The codes of the files' faults, or that they were scored. */
  readonly outcomes: readonly string[];
}

const grey = { bits: 8, channels: 1 } as const;
const deep = { bits: 16, channels: 3 } as const;
const jpeg = (side: number): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: 'grey' }, limitInputPixels: false })
    .greyscale()
    .jpeg()
    .toBuffer();

const bombs: Readonly<Record<string, readonly (() => Buffer | Promise<Buffer>)[]>> = {
  'nothing but the sound file': [],
  'png 14000² grey': [() => pngPicture(14_000, grey)],
  'jpeg 14000²': [() => jpeg(14_000)],
  'png 14000² RGB 16 bit': [() => pngPicture(14_000, deep)],
  'png 14000² RGB 16 bit, three': Array.from({ length: 3 }, () => () => pngPicture(14_000, deep)),
  'png 8000² RGB 16 bit': [() => pngPicture(8_000, deep)],
  'png 8000² RGB 16 bit, three': Array.from({ length: 3 }, () => () => pngPicture(8_000, deep)),
  'png 8000² grey, three': Array.from({ length: 3 }, () => () => pngPicture(8_000, grey)),
  'png, zTXt of 900 MB': [() => pngWithPacked('zTXt', 900e6)],
  'png, iCCP of 900 MB': [() => pngWithPacked('iCCP', 900e6)],
  'jpeg 8000², three': Array.from({ length: 3 }, () => () => jpeg(8_000)),
  'rle 8000², three': Array.from({ length: 3 }, () => () => rlePicture(8_000)),
  'rle 20000²': [() => rlePicture(20_000)],
  'rle 40000²': [() => rlePicture(40_000)],
  'deflated 32000²': [() => deflatedPicture(32_000)],
  'deflated 0.5 M items': [() => deflatedItems(500_000)],
  'deflated 4 M items': [() => deflatedItems(4_000_000)],
  'deflated 12 M items': [() => deflatedItems(12_000_000)],
  'deflated 30 M items': [() => deflatedItems(30_000_000)],
  '400,000 empty elements': [() => manyElements(400_000)],
  '1.5 M items': [() => manyItems(1_500_000)],
  '100,000 sequences in sequences': [() => nested(100_000)],
  'zip of 16 zips of 16 zips of 4 GB': [() => zipOfZips(2, 4e9)],
  'zip, 60,000 entries that share their bytes': [() => zipOfShared(60_000, 20e6)],
  'zip, one entry of 4 GB': [() => zipOfZeros(4e9)],
  'zip, twelve entries of 500 MB': [() => zipOfDense(12, 500e6)],
  'file of 500 MB': [() => largePart10(500e6)],
  'files of 500 MB, three': Array.from({ length: 3 }, () => () => largePart10(500e6)),
};

/** @param chosen names of rows and paths of files; all rows where it is empty */
export async function* measureBombs(chosen: readonly string[]): AsyncGenerator<BombCost> {
  if (process.platform !== 'linux') throw new Error('The memory of processes is read as Linux tells it.');
  const place = mkdtempSync(join(tmpdir(), 'overread-bombs-'));
  const [sample] = readdirSync(join(root, 'assets/samples')).filter((name) => name.endsWith('.dcm'));
  try {
    for (const name of chosen.length > 0 ? chosen : Object.keys(bombs)) {
      const makes = bombs[name];
      if (makes === undefined) yield measure(place, basename(name), [readFileSync(name)]);
      else yield measure(place, name, await Promise.all(makes.map(async (make) => make())));
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }

  async function measure(home: string, name: string, contents: readonly Uint8Array[]): Promise<BombCost> {
    const folder = join(home, 'files');
    mkdirSync(folder);
    const ending = name.startsWith('zip') ? '.zip' : '';
    contents.forEach((content, i) => writeFileSync(join(folder, `bomb-${i}${ending}`), content));
    copyFileSync(join(root, 'assets/samples', sample!), join(folder, 'sound.dcm'));
    const cost = await screen(folder, join(home, `${Date.now()}.sqlite`));
    rmSync(folder, { recursive: true });
    return { name, ...cost };
  }
}

async function screen(folder: string, casebook: string): Promise<Omit<BombCost, 'name'>> {
  const began = performance.now();
  const program = join(root, 'main/hosts/cli/main.ts');
  const child = spawn(process.execPath, [program, 'screen', folder, '--json', '--casebook', casebook]);
  const lines: string[] = [];
  child.stdout.on('data', (text: Buffer) => lines.push(text.toString()));
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, residentBytes(child.pid!))), 30);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  const outcomes = lines
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { status: string; code?: string; fault?: { code: string } })
    .map(({ status, code, fault }) => fault?.code ?? code ?? status);
  return { megabytes: most / 1e6, seconds: (performance.now() - began) / 1000, outcomes };
}

/** The memory of a process and all that it has started. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    const own = children === '' ? [] : children.split(' ').map(Number);
    return own.reduce((sum, each) => sum + residentBytes(each), 4096 * pages);
  } catch {
    return 0;
  }
}

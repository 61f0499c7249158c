import { rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FaultError } from '../../../main/domain/faults/fault.ts';
import { listArchive, readArchived } from '../../../main/services/disk/archive.ts';
import type { Chance } from '../chance.ts';
import { damaged } from '../changes.ts';
import { makeOwnFolder } from '../own-folder.ts';
import { opened, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';
import { changeZip, part, writeZip, zipOf, type ZipFile } from './zip-file.ts';

let folder = '';
/** Lists are kept by the archive's name. */
let count = 0;

const value = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 7);
const bases: readonly ZipFile[] = [
  zipOf(part('IM1', value(40)), part('folder/IM2', value(300), 8), part('folder/', value(0))),
  zipOf(part('study/DICOMDIR', value(60), 8), part('study/ST1/IM1', value(20), 8), part('notes.zip', value(30))),
  { ...zipOf(part('a', value(9), 8), part('b', value(0)), part('c', value(2000), 8)), isWide: true },
  zipOf(),
];

const make = (chance: Chance): Uint8Array => damaged(chance, writeZip(changeZip(chance, chance.pick(bases))));

function prepare(): Promise<typeof make> {
  folder = makeOwnFolder();
  return Promise.resolve(make);
}

async function read(bytes: Uint8Array): Promise<Reading> {
  const path = join(folder, `${count++}.zip`);
  writeFileSync(path, bytes);
  try {
    return await readArchive(path, bytes.length);
  } finally {
    rmSync(path);
  }
}

async function readArchive(path: string, size: number): Promise<Reading> {
  const refused = await codeOf(async () => void (await listArchive(path)));
  if (refused !== null) return { refusal: refused, isPastHeader: !['archive.damaged', 'file.gone'].includes(refused) };
  const refusals: (string | null)[] = [];
  for (const file of (await listArchive(path)).slice(0, 5)) {
    requireTrue(file.path.startsWith(path + sep), `${file.path} is not in the archive`);
    requireTrue(
      file.parts.every((name) => !/^\.{0,2}$|[/\\\0]/.test(name)),
      `a file is called ${file.parts.join('/')}`,
    );
    if (file.fault !== null) refusals.push(file.fault.code);
    else {
      refusals.push(
        await codeOf(async () => {
          const { length } = await readArchived(path, file.path);
          requireTrue(length <= 1032 * size, `${length} bytes from an archive of ${size}`);
        }),
      );
    }
  }
  return { ...opened, refusal: refusals.find((code) => code !== null) ?? null };
}

/** The fault, or null where there is none. */
async function codeOf(step: () => Promise<void>): Promise<string | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
}

export const zip: FuzzedParser = { name: 'ZIP', share: 0.05, prepare, read };

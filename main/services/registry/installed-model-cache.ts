/** The models whose files are there: those that came with the program, and the user's own as their folder is now. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Fault } from '../../domain/faults/fault.ts';
import { failure, type Outcome } from '../../domain/outcome.ts';
import { loadModel, type InstalledModel } from '../models/installed-models.ts';

export interface InstalledModelCache {
  /** As they were read last; those of the program first. */
  models(): readonly InstalledModel[];
  /** Faults of the user's own models that could not be loaded. */
  faults(): readonly Fault[];
  isOwn(model: InstalledModel): boolean;
  /** Reads what changed in the user's folder. True when something did. */
  reload(): Promise<boolean>;
}

interface Known {
  readonly stamp: string;
  readonly outcome: Outcome<InstalledModel>;
}

/** When and how large the files of a model are: another stamp means that they have to be read again. */
async function stampOf(folder: string): Promise<string> {
  const files = ['card.json', 'model.onnx'].map((name) =>
    stat(join(folder, name)).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => 'none',
    ),
  );
  return (await Promise.all(files)).join(' ');
}

async function foldersIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  // A name that begins with a dot is a model that is being written, or its checkpoint.
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}

/** @param place the user's folder of models; need not be there yet. */
export function createInstalledModelCache(bundled: readonly InstalledModel[], place: string): InstalledModelCache {
  let known: ReadonlyMap<string, Known> = new Map();
  let reading: Promise<unknown> = Promise.resolve();

  async function read(folder: string): Promise<Known> {
    const stamp = await stampOf(folder);
    const before = known.get(folder);
    if (before?.stamp === stamp) return before;
    const name = basename(folder);
    const isTaken = bundled.some(({ card }) => card.id === name);
    return { stamp, outcome: isTaken ? failure('model.name-of-bundled', { model: name }) : await loadModel(folder) };
  }
  async function readAll(): Promise<boolean> {
    const folders = (await foldersIn(place)).toSorted().map((name) => join(place, name));
    const found = new Map<string, Known>();
    for (const folder of folders) found.set(folder, await read(folder));
    const isSame = found.size === known.size && [...found].every(([folder, each]) => known.get(folder) === each);
    known = found;
    return !isSame;
  }
  const own = (): InstalledModel[] => [...known.values()].flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  return {
    models: () => [...bundled, ...own()],
    faults: () => [...known.values()].flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.error])),
    isOwn: ({ folder }) => known.has(folder),
    reload() {
      // One after the other, so that the last to begin says how the folder is.
      const next = reading.then(readAll);
      reading = next.catch(() => undefined);
      return next;
    },
  };
}

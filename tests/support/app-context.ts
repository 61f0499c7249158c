/** A small real workstation in a temporary folder: casebook on disk, engine in its process, a tiny model. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAppContext, type AppContext } from '../../main/hosts/app-context.ts';
import { makeCard, makeOnnx } from './make-model.ts';

export interface TestFolders {
  readonly base: string;
  /** Files that hosts may read. */
  readonly cases: string;
  /** With `models`, and `assets/samples` where a test puts some. */
  readonly resources: string;
  readonly casebook: string;
  remove(): void;
}

/** Also points `OVERREAD_HOME` into the folder, so that nothing of the person's own is touched. */
export function createFolders(): TestFolders {
  const base = mkdtempSync(join(tmpdir(), 'overread-test-'));
  const folders = {
    base,
    cases: join(base, 'cases'),
    resources: join(base, 'resources'),
    casebook: join(base, 'casebook.sqlite'),
  };
  mkdirSync(folders.cases);
  mkdirSync(join(folders.resources, 'models'), { recursive: true });
  process.env['OVERREAD_HOME'] = join(base, 'home');
  return { ...folders, remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** @param hasRoots whether only the folder of cases may be read. */
export async function openTestContext(folders: TestFolders, hasRoots = true): Promise<AppContext> {
  const card = makeCard();
  const model = join(folders.resources, 'models', card.id);
  mkdirSync(model, { recursive: true });
  writeFileSync(join(model, 'model.onnx'), makeOnnx());
  writeFileSync(join(model, 'card.json'), JSON.stringify(card));
  return openAppContext({
    roots: hasRoots ? [folders.cases] : null,
    resources: folders.resources,
    casebook: folders.casebook,
    engine: { provider: 'cpu', threads: 1 },
  });
}

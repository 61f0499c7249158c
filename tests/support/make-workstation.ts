/** A whole workstation for tests: a new casebook on disk, the engine in this process, the tiny model. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCasebook } from '../../main/casebook/open-casebook.ts';
import { EngineStoppedError, type Engine } from '../../main/runtime/engine.ts';
import { createLocalEngine } from '../../main/runtime/local/local-engine.ts';
import { createFiles } from '../../main/services/files/allowed-files.ts';
import { createSettings } from '../../main/services/settings/settings.ts';
import type { Decoder } from '../../main/services/decoding/decoder.ts';
import { decoder } from './decoder.ts';
import { makeModel } from './make-model.ts';
import type { InstalledModel } from '../../main/services/models/installed-models.ts';
import { createWorkstation, type Workstation } from '../../main/services/composition/workstation.ts';

export interface TestStation {
  readonly workstation: Workstation;
  readonly uploadsFolder: string;
  readonly casebookPath: string;
  /** Logged fields and message. */
  readonly logged: readonly [object, string][];
  /** The engine stops at each of its next runs, this many times. */
  engineStops(times: number): void;
  /** The engine stops at its next run, and does not come back. */
  engineGoes(): void;
  close(): Promise<void>;
}

export interface TestStationOptions {
  /** The roots; everything may be read when left out. */
  readonly files?: readonly string[];
  readonly models?: readonly InstalledModel[];
  /** Where casebook and models are, and stay; a new place that goes with the station when left out. */
  readonly folder?: string;
  /** One in this process when left out. */
  readonly decoder?: Decoder;
  /** In place of the engine for heavy work. */
  readonly startBackground?: () => Promise<Engine>;
}

function createFragileEngine(engine: Engine): { engine: Engine; stop: (times: number) => void; go: () => void } {
  let stopsLeft = 0;
  let isGone = false;
  const open: Engine['open'] = async (options) => {
    if (isGone) throw new EngineStoppedError();
    const session = await engine.open(options);
    return {
      ...session,
      run: (...request) =>
        isGone || stopsLeft-- > 0 ? Promise.reject(new EngineStoppedError()) : session.run(...request),
    };
  };
  return { engine: { ...engine, open }, stop: (times) => (stopsLeft = times), go: () => (isGone = true) };
}

export async function makeWorkstation(options: TestStationOptions = {}): Promise<TestStation> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'workstation-'));
  const uploadsFolder = join(folder, 'uploads');
  const casebookPath = join(folder, 'casebook.sqlite');
  const casebook = openCasebook(casebookPath, () => new Date());
  const engine = await createLocalEngine({ threads: 1 });
  const fragile = createFragileEngine(engine);
  const logged: [object, string][] = [];
  const keep = (fields: object, message: string): void => void logged.push([fields, message]);
  const workstation = createWorkstation({
    casebook,
    engine: fragile.engine,
    startBackground: options.startBackground ?? (() => createLocalEngine({ threads: 1 })),
    providerStatus: () => ({ name: engine.provider, state: 'ready', refused: [] }),
    models: options.models ?? [makeModel()],
    files: await createFiles(options.files ?? null),
    decoder: options.decoder ?? decoder,
    modelsFolder: join(folder, 'models'),
    uploadsFolder,
    clock: () => new Date(),
    version: '0.0.0-test',
    settings: createSettings(join(folder, 'settings.json'), 'Ada'),
    log: { info: keep, warn: keep, error: keep },
  });
  await workstation.registry.models.reload();
  return {
    workstation,
    uploadsFolder,
    casebookPath,
    logged,
    engineStops: fragile.stop,
    engineGoes: fragile.go,
    async close() {
      await workstation.close();
      await engine.close();
      casebook.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

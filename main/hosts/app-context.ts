/** Opens what every host needs: casebook, engine, models and the services over them. */
import { toCodedMessage, type CodedMessage } from '../domain/messages/coded-message.ts';
import { reasonOf } from '../domain/messages/reason-error.ts';
import { FaultError } from '../domain/faults/fault.ts';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openCasebook } from '../casebook/open-casebook.ts';
import type { ProviderStatus } from '../contract/contract.ts';
import { startEngine, type EngineProcess, type EngineProcessOptions } from '../runtime/process/engine-process.ts';
import type { LaunchChild } from '../runtime/process/fork-child.ts';
import { createDecoderPool } from '../services/decoding/decoder-pool.ts';
import { createFiles } from '../services/files/allowed-files.ts';
import { loadModels } from '../services/models/installed-models.ts';
import { createWorkstation, type Workstation } from '../services/composition/workstation.ts';
import { createSettings } from '../services/settings/settings.ts';
import { accountName } from './os-user.ts';
import { defaultCasebook, modelsIn, samplesIn, userModels, userSettings } from './locations.ts';
import { openLog } from './log.ts';
import { sentenceOf } from '../contract/messages/message-sentences.ts';

export interface AppContextOptions {
  /** Folders that may be read; null for all that the person's account can read. */
  readonly roots: readonly string[] | null;
  /** The folder with `models` and `assets/samples`. */
  readonly resources: string;
  /** Path of the casebook; the user's own when left out. */
  readonly casebook?: string | undefined;
  readonly engine?: Omit<EngineProcessOptions, 'onRestart'>;
  /** How the processes are started that open image files; forked when left out. */
  readonly launchDecoder?: LaunchChild | undefined;
  /**
   * Starts the engine at the first score instead of at once, and leaves the schedule of backups alone: for a program that
   * ends with its work.
   */
  readonly startsEngineLate?: boolean;
}

export interface AppContext {
  readonly workstation: Workstation;
  /** Sentences on models that could not be loaded. */
  readonly modelFaults: readonly string[];
  /** Resolves when the engine is ready; rejects when the provider that was demanded doesn't work. */
  engineIsReady(): Promise<void>;
  /** Puts the bundled sample studies into a casebook that is new. */
  addSamples(): Promise<void>;
  close(): Promise<void>;
}

/** The manifest lies two folders up from here, in the sources and in dist/electron alike. */
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The engine starts meanwhile. Throws a CasebookError. */
export async function openAppContext(options: AppContextOptions): Promise<AppContext> {
  const casebookPath = resolve(options.casebook ?? defaultCasebook());
  const [files, { models, faults }] = await Promise.all([
    createFiles(options.roots),
    loadModels(modelsIn(options.resources)),
  ]);
  const clock = (): Date => new Date();
  const casebook = openCasebook(casebookPath, clock);
  const log = openLog(dirname(casebookPath));
  const settings = createSettings(userSettings(), accountName());
  const decoder = createDecoderPool({ budget: () => settings.get().budget, launch: options.launchDecoder });
  const engine = watchEngine(options.engine ?? {}, () => workstation.providerChanged());
  const isLongLived = options.startsEngineLate !== true;
  if (isLongLived) void engine.start().catch(() => undefined);
  const workstation = createWorkstation({
    casebook,
    engine: engine.start,
    providerStatus: engine.status,
    startBackground: (provider = options.engine?.provider) =>
      startEngine({ isBackground: true, ...options.engine, provider }),
    models,
    files,
    decoder,
    modelsFolder: userModels(),
    uploadsFolder: join(dirname(casebookPath), 'uploads'),
    clock,
    version: manifest.version,
    settings,
    log,
  });
  if (isLongLived) workstation.backups.keepSchedule();
  await workstation.registry.models.reload();
  const modelFaults = [...faults, ...workstation.registry.models.faults()].map(sentenceOf);
  for (const sentence of modelFaults) log.warn({}, sentence);
  return {
    workstation,
    modelFaults,
    engineIsReady: async () => void (await engine.start()),
    addSamples: async () => void (await workstation.screening.addSamples(samplesIn(options.resources))),
    async close() {
      await workstation.close();
      await decoder[Symbol.asyncDispose]();
      await engine.close();
      casebook.close();
    },
  };
}

/** How the process ended, where that is known. */
function whyNotStarted(error: unknown): CodedMessage {
  if (!(error instanceof FaultError)) return reasonOf(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : toCodedMessage(error.fault);
}

/** An engine that starts when it is first asked for, and what is known of it. */
function watchEngine(options: EngineProcessOptions, onChange: () => void) {
  let status: ProviderStatus = { name: options.provider ?? 'cpu', state: 'starting', refused: [] };
  let started: Promise<EngineProcess> | null = null;
  const change = (next: ProviderStatus): void => {
    status = { ...status, ...next };
    onChange();
  };
  function begin(): Promise<EngineProcess> {
    const starting = startEngine({ ...options, onRestart: change });
    void starting.then(
      ({ runtimeVersion, status: ready }) => change({ ...ready, runtimeVersion }),
      () => undefined,
    );
    starting.catch((error: unknown) => {
      const refusal = { name: status.name, reason: whyNotStarted(error) };
      change({ ...status, state: 'failed', refused: [...status.refused, refusal] });
    });
    return starting;
  }
  return {
    start: () => (started ??= begin()),
    status: () => status,
    close: async () => {
      const engine = await started?.catch(() => null);
      await engine?.close();
    },
  };
}

/**
 * ONNX Runtime in a child process, so that a crash in native code or a full memory costs the runs under
 * way and nothing else. A process that dies is replaced, a few times a minute at most.
 */
import { faultOf } from '../../domain/faults/fault.ts';
import { clauseOf, type Clause } from '../../domain/messages/clause.ts';
import type { StartMessage } from './engine-messages.ts';
import { beginLife } from './engine-life.ts';
import type { EngineLife, Readiness } from './engine-life.ts';
import { EngineStoppedError } from '../engine.ts';
import type { Engine, ProviderName } from '../engine.ts';
import { forkChild, pathOf } from './fork-child.ts';
import type { LaunchChild } from './fork-child.ts';
import { providerOrder } from '../providers/providers.ts';
import type { EngineStatus, RefusedProvider } from '../providers/providers.ts';
import { openRemote } from './child-session.ts';

export interface EngineProcessOptions {
  /** Demanded; the platform's best that works when left out. */
  readonly provider?: ProviderName | undefined;
  readonly threads?: number | undefined;
  /** Whether the system should prefer other processes to this one. */
  readonly isBackground?: boolean | undefined;
  /** After each change of the status: a process has died, a new one is ready, or none could be started. */
  readonly onRestart?: ((status: EngineStatus) => void) | undefined;
  /** The child's program, where it isn't beside this file. */
  readonly entry?: string | URL | undefined;
  readonly launch?: LaunchChild | undefined;
}

export interface EngineProcess extends Engine {
  readonly status: EngineStatus;
}

const RESTARTS_PER_MINUTE = 3;

/** Resolves when the process is ready; rejects when the demanded provider doesn't work or no process will run. */
export async function startEngine(options: EngineProcessOptions = {}): Promise<EngineProcess> {
  const supervisor = createSupervisor(options);
  try {
    await supervisor.ready();
  } catch (error) {
    await supervisor.close();
    throw error;
  }
  let stages = 0;
  return {
    get provider() {
      return supervisor.status().name;
    },
    get runtimeVersion() {
      return supervisor.runtime().runtimeVersion;
    },
    get channelBlock() {
      return supervisor.runtime().channelBlock;
    },
    get status() {
      return supervisor.status();
    },
    async open(request) {
      return openRemote(await supervisor.ready(), ++stages, request);
    },
    async peakMemory() {
      return (await (await supervisor.ready()).call({ call: 'peak memory' })) as number;
    },
    close: () => supervisor.close(),
  };
}

/** The last report of a process that became ready. */
type Runtime = Pick<Readiness, 'runtimeVersion' | 'channelBlock'>;

interface Supervisor {
  status(): EngineStatus;
  runtime(): Runtime;
  /** The process that is ready, waited for through restarts. */
  ready(): Promise<EngineLife>;
  close(): Promise<void>;
}

function createSupervisor(options: EngineProcessOptions): Supervisor {
  const launch = options.launch ?? forkChild;
  const entry = pathOf(options.entry ?? new URL('./engine-child.ts', import.meta.url));
  const firstChoice = options.provider ?? providerOrder(process.platform)[0]!;
  let status: EngineStatus = { name: firstChoice, state: 'starting', refused: [] };
  let runtime: Runtime = { runtimeVersion: 'unknown', channelBlock: 0 };
  let excluded: readonly RefusedProvider[] = [];
  let deaths: readonly number[] = [];
  let isClosing = false;
  let life = begin();

  function begin(): EngineLife {
    const child = launch(entry, { name: 'Overread engine', reportsMemory: false });
    const begun = beginLife(child);
    begun.ready.then(
      ({ provider, refused, ...own }) => {
        runtime = own;
        change({ name: provider, state: 'ready', refused });
      },
      (error: unknown) => {
        if (!(error instanceof EngineStoppedError)) change({ ...status, state: 'failed' });
      },
    );
    void begun.ended.then((end) => {
      if (!isClosing) replace(begun.trying(), end);
    });
    const start: StartMessage = {
      kind: 'start',
      provider: options.provider,
      threads: options.threads,
      excluded,
      isBackground: options.isBackground,
    };
    child.send(start);
    return begun;
  }
  function replace(trying: ProviderName | null, end: Clause): void {
    // A driver that takes the whole process down while it is being tried is not tried again.
    if (trying !== null && trying !== 'cpu') {
      excluded = [...excluded, { name: trying, reason: clauseOf('provider.ended', { end }) }];
    }
    const now = performance.now();
    deaths = [...deaths.filter((time) => now - time < 60_000), now];
    const isHopeless = deaths.length > RESTARTS_PER_MINUTE;
    if (!isHopeless) life = begin();
    change({ ...status, state: isHopeless ? 'failed' : 'starting' });
  }
  function change(next: EngineStatus): void {
    status = next;
    options.onRestart?.(status);
  }
  return {
    status: () => status,
    runtime: () => runtime,
    async ready() {
      for (;;) {
        const current = life;
        const error = await current.ready.then(
          () => null,
          (reason: Error) => reason,
        );
        if (status.state === 'failed' && error === null)
          throw new EngineStoppedError(faultOf('engine.keeps-stopping', {}));
        if (error === null) return current;
        // By now the end of one process has begun the next.
        if (current === life || !(error instanceof EngineStoppedError)) throw error;
      }
    },
    async close() {
      isClosing = true;
      await life.end();
    },
  };
}

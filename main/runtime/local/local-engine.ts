/** ONNX Runtime in this process: used by the engine process itself, and by tests of small graphs. */
import * as ort from 'onnxruntime-node';
import { ownEntry } from '../../domain/own-entry.ts';
import type { Tensor, TensorType } from '../../domain/tensor.ts';
import { findChannelBlock } from './channel-block.ts';
import type { Engine, EngineSession, ProviderName, SessionOptions, Tensors } from '../engine.ts';
import { toNative } from '../training/gradient-chunks.ts';
import { createState, readState, releaseState } from '../training/session-state.ts';
import type { SessionState } from '../training/session-state.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { openUpdater } from '../training/updater.ts';
import type { Updater } from '../training/updater.ts';

export interface LocalEngineOptions {
  /** Default: cpu. Others run with the CPU beside them for what they don't support. */
  readonly provider?: ProviderName | undefined;
  /** Threads within one operator; ONNX Runtime's own choice when left out. A fixed number makes runs repeatable. */
  readonly threads?: number | undefined;
}

const tensorTypes: ReadonlySet<string> = new Set<TensorType>(['float32', 'int64', 'int32', 'bool', 'uint8']);

/** The providers that this build of ONNX Runtime has code for; whether they work here is another question. */
export function builtInProviders(): ReadonlySet<string> {
  return new Set(ort.listSupportedBackends().map((backend) => backend.name));
}

export async function createLocalEngine(options: LocalEngineOptions = {}): Promise<Engine> {
  const provider = options.provider ?? 'cpu';
  const sessions = new Set<EngineSession>();
  return {
    provider,
    runtimeVersion: ort.env.versions.node ?? 'unknown',
    channelBlock: provider === 'cpu' ? await findChannelBlock() : 0,
    async open(request) {
      const session = await openSession(request, options, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    peakMemory: () => Promise.resolve(process.resourceUsage().maxRSS * 1024),
    async close() {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

function sessionOptions({ provider = 'cpu', threads }: LocalEngineOptions): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    graphOptimizationLevel: 'all',
    // A pattern is laid out from the second run on, in one block beside what the first run took: a third more memory
    // for a fiftieth of the time.
    enableMemPattern: false,
    // Fatal only: every failure also arrives as an exception, which is where it is reported.
    logSeverityLevel: 4,
    // Optimiser moments decay into denormals, on which the processor is a hundred times slower.
    // The threads of one session that look out for its next run would take processors from another one's run.
    extra: { session: { set_denormal_as_zero: '1', force_spinning_stop: '1' } },
    // A key with the value undefined throws.
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}

/** Apart from the session, so that nothing of it keeps the first values in memory. */
async function openSession(
  request: SessionOptions,
  options: LocalEngineOptions,
  onClose: () => void,
): Promise<EngineSession> {
  const open = (model: Uint8Array): Promise<ort.InferenceSession> =>
    ort.InferenceSession.create(model, sessionOptions(options));
  const native = await open(request.model);
  const { carry = {}, initial = {}, update } = request;
  checkCarry(native, carry, initial);
  const state = createState(request);
  // On the processor whatever the provider: these pieces would spend more time on their way than they take.
  const openHere = (model: Uint8Array): Promise<ort.InferenceSession> =>
    ort.InferenceSession.create(model, sessionOptions({ threads: options.threads }));
  const updater = update === undefined ? null : await openUpdater({ open: openHere, update, state });
  return createSession({ native, carry: new Map(Object.entries(carry)), state, updater }, onClose);
}

interface Opened {
  readonly native: ort.InferenceSession;
  /** Input → the output that replaces it. */
  readonly carry: ReadonlyMap<string, string>;
  readonly state: SessionState;
  readonly updater: Updater | null;
}

function createSession({ native, carry, state, updater }: Opened, onClose: () => void): EngineSession {
  const kept = new Set([...carry.values(), ...(updater?.outputs ?? [])]);
  const staying = new Map([...state.views].filter(([name]) => native.inputNames.includes(name)));
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One thing at a time, in the order of the calls: a run needs what stays from the one before. */
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = last.then(() => {
      if (isClosed) throw new Error('The session is closed');
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  }
  async function run(feeds: Tensors, outputs: readonly string[] | undefined): Promise<Tensors> {
    const wanted = outputs ?? native.outputNames.filter((output) => !kept.has(output));
    checkFeeds(native, staying, feeds);
    const unknown = wanted.find((output) => !native.outputNames.includes(output));
    if (unknown !== undefined)
      throw new Error(`The model has no output "${unknown}"; it has ${list(native.outputNames)}`);
    const inputs = Object.fromEntries(
      [...staying, ...Object.entries(feeds)].map(([name, one]) => [name, toNative(one)]),
    );
    const results = await native.run(inputs, [...new Set([...wanted, ...kept])]);
    for (const [input, output] of carry)
      (staying.get(input)!.data as Float32Array).set(results[output]!.data as Float32Array);
    updater?.keep(results);
    return Object.fromEntries(wanted.map((output) => [output, fromNative(output, results[output]!)]));
  }
  async function update(scalars: readonly Tensors[]): Promise<void> {
    if (updater === null) throw new Error('The session has nothing to update');
    const natives = scalars.map((group) =>
      Object.entries(group).map(([name, number]) => [name, toNative(number)] as const),
    );
    await updater.apply(natives.map((group) => Object.fromEntries(group)));
  }
  return {
    run(feeds, outputs, signal) {
      const answer = inTurn(() => {
        signal?.throwIfAborted();
        return run(feeds, outputs);
      });
      return unlessAborted(answer, signal);
    },
    update: (scalars) => inTurn(() => update(scalars)),
    state: (names) => inTurn(() => readState(state, names ?? [...state.views.keys()])),
    async close() {
      await last;
      if (isClosed) return;
      isClosed = true;
      onClose();
      releaseState(state);
      await Promise.all([native.release(), updater?.release()]);
    },
  };
}

function fromNative(name: string, tensor: ort.Tensor): Tensor {
  if (!tensorTypes.has(tensor.type)) throw new Error(`Output "${name}" is ${tensor.type}, which is not supported`);
  return { type: tensor.type as TensorType, dims: tensor.dims, data: tensor.data as Tensor['data'] };
}

function checkCarry(native: ort.InferenceSession, carry: Readonly<Record<string, string>>, initial: Tensors): void {
  for (const [input, output] of Object.entries(carry)) {
    if (!native.outputNames.includes(output))
      throw new Error(`The model has no output "${output}" to carry into "${input}"`);
    const first = ownEntry(initial, input);
    if (first === undefined) throw new Error(`The carried input "${input}" has no first value`);
    checkInput(native, input, first);
  }
}

/** ONNX Runtime's own messages name neither the tensor nor the size that was wanted. */
function checkFeeds(native: ort.InferenceSession, carried: ReadonlyMap<string, unknown>, feeds: Tensors): void {
  const missing = native.inputNames.filter((name) => !carried.has(name) && ownEntry(feeds, name) === undefined);
  if (missing.length > 0) throw new Error(`The model also wants the input ${list(missing)}`);
  for (const [name, tensor] of Object.entries(feeds)) {
    if (carried.has(name)) throw new Error(`The input "${name}" is carried between runs and can't be given`);
    checkInput(native, name, tensor);
  }
}

function checkInput(native: ort.InferenceSession, name: string, tensor: Tensor): void {
  const wanted = native.inputMetadata.find((input) => input.name === name);
  if (wanted === undefined) throw new Error(`The model has no input "${name}"; it has ${list(native.inputNames)}`);
  if (!wanted.isTensor) throw new Error(`The model's input "${name}" is not a tensor`);
  const fits =
    wanted.type === tensor.type &&
    wanted.shape.length === tensor.dims.length &&
    wanted.shape.every((size, axis) => typeof size === 'string' || size === tensor.dims[axis]);
  if (fits) return;
  const given = `${tensor.type} [${tensor.dims.join(', ')}]`;
  throw new Error(`The input "${name}" is ${given}, but the model wants ${wanted.type} [${wanted.shape.join(', ')}]`);
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** ONNX Runtime in this process: used by the engine process itself, and by tests of small graphs. */
import * as ort from 'onnxruntime-node';
import type { Tensor, TensorType } from '../domain/tensor.ts';
import type { Engine, EngineSession, Program, ProviderName, Tensors } from './engine.ts';

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
    async open(request) {
      const isFrugal = request.further !== undefined && bytesOf(request.initial ?? {}) > FRUGAL_FROM;
      const load = async ({ model, carry = {} }: Program): Promise<Loaded> => {
        const native = await ort.InferenceSession.create(model, sessionOptions(provider, options.threads, isFrugal));
        return { native, inputs: new Set(native.inputNames), carry: new Map(Object.entries(carry)) };
      };
      const programs = new Map([[FIRST, await load(request)]]);
      for (const [name, program] of Object.entries(request.further ?? {})) programs.set(name, await load(program));
      const session = createSession(programs, firstValues(programs.values(), request.initial ?? {}), () =>
        sessions.delete(session),
      );
      sessions.add(session);
      return session;
    },
    peakMemory: () => Promise.resolve(process.resourceUsage().maxRSS * 1024),
    async close() {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

/**
 * @param isFrugal for models that carry so much that their memory decides whether they fit, and that are trained in
 *   parts for that reason; it doubles the time of a step, since the system clears each piece of memory that it gives.
 */
function sessionOptions(
  provider: ProviderName,
  threads: number | undefined,
  isFrugal: boolean,
): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    graphOptimizationLevel: 'all',
    // Large values go back to the system when they are free: an arena keeps its largest extent, and doubles it.
    enableCpuMemArena: !isFrugal,
    // A pattern is laid out from the second run on, in one block beside what the first run took: a third more memory
    // for a fiftieth of the time.
    enableMemPattern: false,
    // Fatal only: every failure also arrives as an exception, which is where it is reported.
    logSeverityLevel: 4,
    // Optimiser moments decay into denormals, on which the processor is a hundred times slower.
    extra: { session: { set_denormal_as_zero: '1' } },
    // A key with the value undefined throws.
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}

/** Carried values beyond it are worth saving memory for, bytes. */
const FRUGAL_FROM = 2 ** 30;

function bytesOf(tensors: Tensors): number {
  return Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
}

/** A program in ONNX Runtime. */
interface Loaded {
  readonly native: ort.InferenceSession;
  readonly inputs: ReadonlySet<string>;
  /** Input → the output that replaces it. */
  readonly carry: ReadonlyMap<string, string>;
}

/** The name of the program that a session is opened with. */
const FIRST = '';

/** Apart from the session, so that nothing of it keeps the first values in memory. */
function firstValues(programs: Iterable<Loaded>, initial: Tensors): Map<string, ort.Tensor> {
  const carried = new Map<string, ort.Tensor>();
  for (const program of programs) {
    checkCarry(program, initial);
    for (const name of program.carry.keys()) carried.set(name, toNative(initial[name]!));
  }
  return carried;
}

/**
 * ONNX Runtime gives fresh tensors at each run, which simply become the next run's inputs. Writing into pre-allocated
 * ones was measured to be slower: the binding copies them once more on the way out.
 */
function createSession(
  programs: ReadonlyMap<string, Loaded>,
  carried: Map<string, ort.Tensor>,
  onClose: () => void,
): EngineSession {
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One thing at a time, in the order of the calls: a run needs the carried values of the one before. */
  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = last.then(() => {
      if (isClosed) throw new Error('The session is closed');
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  }
  async function run(feeds: Tensors, outputs: readonly string[] | undefined, name: string): Promise<Tensors> {
    const program = programs.get(name);
    if (program === undefined) throw new Error(`The session has no program "${name}"`);
    const { native, carry, inputs: taken } = program;
    const carriedOutputs = new Set(carry.values());
    const wanted = outputs ?? native.outputNames.filter((output) => !carriedOutputs.has(output));
    checkFeeds(native, carried, feeds);
    const unknown = wanted.find((output) => !native.outputNames.includes(output));
    if (unknown !== undefined)
      throw new Error(`The model has no output "${unknown}"; it has ${list(native.outputNames)}`);
    const inputs = Object.fromEntries([...carried].filter(([input]) => taken.has(input)));
    for (const [input, tensor] of Object.entries(feeds)) inputs[input] = toNative(tensor);
    const results = await native.run(inputs, [...new Set([...wanted, ...carriedOutputs])]);
    for (const [input, output] of carry) carried.set(input, results[output]!);
    return Object.fromEntries(wanted.map((output) => [output, fromNative(output, results[output]!)]));
  }
  function read(names: readonly string[]): Tensors {
    const unknown = names.find((name) => !carried.has(name));
    if (unknown !== undefined) throw new Error(`The session carries no value "${unknown}"`);
    return Object.fromEntries(names.map((name) => [name, fromNative(name, carried.get(name)!)]));
  }
  return {
    run: (feeds, outputs, program = FIRST) => inTurn(() => run(feeds, outputs, program)),
    state: (names) => inTurn(() => read(names ?? [...carried.keys()])),
    async close() {
      await last;
      if (isClosed) return;
      isClosed = true;
      carried.clear();
      onClose();
      await Promise.all([...programs.values()].map(({ native }) => native.release()));
    },
  };
}

function toNative(tensor: Tensor): ort.Tensor {
  return new ort.Tensor(tensor.type, tensor.data, tensor.dims);
}

function fromNative(name: string, tensor: ort.Tensor): Tensor {
  if (!tensorTypes.has(tensor.type)) throw new Error(`Output "${name}" is ${tensor.type}, which is not supported`);
  return { type: tensor.type as TensorType, dims: tensor.dims, data: tensor.data as Tensor['data'] };
}

function checkCarry({ native, carry }: Loaded, initial: Tensors): void {
  for (const [input, output] of carry) {
    if (!native.outputNames.includes(output))
      throw new Error(`The model has no output "${output}" to carry into "${input}"`);
    if (initial[input] === undefined) throw new Error(`The carried input "${input}" has no first value`);
    checkInput(native, input, initial[input]);
  }
}

/** ONNX Runtime's own messages name neither the tensor nor the size that was wanted. */
function checkFeeds(native: ort.InferenceSession, carried: ReadonlyMap<string, unknown>, feeds: Tensors): void {
  const missing = native.inputNames.filter((name) => !carried.has(name) && feeds[name] === undefined);
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

/** ONNX Runtime in this process: used by the engine process itself, and by tests of small graphs. */
import * as ort from 'onnxruntime-node';
import type { Tensor, TensorType } from '../domain/tensor.ts';
import type { Engine, EngineSession, ProviderName, SessionOptions, Tensors } from './engine.ts';

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
      const native = await ort.InferenceSession.create(request.model, sessionOptions(provider, options.threads));
      const session = createSession(native, request, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    async close() {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}

function sessionOptions(provider: ProviderName, threads: number | undefined): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    graphOptimizationLevel: 'all',
    // Fatal only: every failure also arrives as an exception, which is where it is reported.
    logSeverityLevel: 4,
    // Optimiser moments decay into denormals, on which the processor is a hundred times slower.
    extra: { session: { set_denormal_as_zero: '1' } },
    // A key with the value undefined throws.
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
}

function createSession(native: ort.InferenceSession, options: SessionOptions, onClose: () => void): EngineSession {
  const carry = new Map(Object.entries(options.carry ?? {}));
  const carriedOutputs = new Set(carry.values());
  const wanted = native.outputNames.filter((name) => !carriedOutputs.has(name));
  checkCarry(native, carry, options.initial ?? {});
  // ONNX Runtime gives fresh tensors at each run, which simply become the next run's inputs. Writing into
  // pre-allocated ones was measured to be slower: the binding copies them once more on the way out.
  let carried: Record<string, ort.Tensor> = {};
  for (const name of carry.keys()) carried[name] = toNative(options.initial![name]!);
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
  async function run(feeds: Tensors, outputs: readonly string[]): Promise<Tensors> {
    checkFeeds(native, carry, feeds);
    const unknown = outputs.find((name) => !native.outputNames.includes(name));
    if (unknown !== undefined)
      throw new Error(`The model has no output "${unknown}"; it has ${list(native.outputNames)}`);
    const inputs: Record<string, ort.Tensor> = { ...carried };
    for (const [name, tensor] of Object.entries(feeds)) inputs[name] = toNative(tensor);
    const results = await native.run(inputs, [...new Set([...outputs, ...carriedOutputs])]);
    carried = Object.fromEntries([...carry].map(([input, output]) => [input, results[output]!]));
    return Object.fromEntries(outputs.map((name) => [name, fromNative(name, results[name]!)]));
  }
  return {
    run: (feeds, outputs = wanted) => inTurn(() => run(feeds, outputs)),
    state: () =>
      inTurn(() =>
        Object.fromEntries(Object.entries(carried).map(([name, tensor]) => [name, fromNative(name, tensor)])),
      ),
    async close() {
      await last;
      if (isClosed) return;
      isClosed = true;
      carried = {};
      onClose();
      await native.release();
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

function checkCarry(native: ort.InferenceSession, carry: ReadonlyMap<string, string>, initial: Tensors): void {
  for (const [input, output] of carry) {
    if (!native.outputNames.includes(output))
      throw new Error(`The model has no output "${output}" to carry into "${input}"`);
    if (initial[input] === undefined) throw new Error(`The carried input "${input}" has no first value`);
    checkInput(native, input, initial[input]);
  }
}

/** ONNX Runtime's own messages name neither the tensor nor the size that was wanted. */
function checkFeeds(native: ort.InferenceSession, carry: ReadonlyMap<string, string>, feeds: Tensors): void {
  const missing = native.inputNames.filter((name) => !carry.has(name) && feeds[name] === undefined);
  if (missing.length > 0) throw new Error(`The model also wants the input ${list(missing)}`);
  for (const [name, tensor] of Object.entries(feeds)) {
    if (carry.has(name)) throw new Error(`The input "${name}" is carried between runs and can't be given`);
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

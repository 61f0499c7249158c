/** Whether ONNX Runtime runs a model from elsewhere, and as every model here has to run. */
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { noteOf, type Note } from '../../domain/messages/note.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import { float32, sizeOf, type Tensor } from '../../domain/tensor.ts';
import { EngineStoppedError, type Engine, type EngineSession } from '../../runtime/engine.ts';
import type { ImportedModel, ImportOptions } from './import-options.ts';

/** The share of the largest logit that the order of additions may change. */
const TOLERANCE = 1e-3;
/** How far from 1 probabilities of single precision may add up. */
const SUM_TOLERANCE = 1e-4;

/** How much of the largest answer may change with the image without it being another answer. */
const SAME = 1e-6;
/** So much brighter and darker than a picture that hardly a logit stays between 0 and 1. */
const EXTREME = 1000;

/** Two images that differ, then the second alone. Notes on what is doubtful, or why the model can't be used. */
export async function tryModel(
  imported: ImportedModel,
  { labels, fileName: file, network, logits }: Pick<ImportOptions, 'labels' | 'fileName' | 'network' | 'logits'>,
  engine: Engine,
): Promise<Outcome<readonly Note[]>> {
  const { model, values, preprocessing } = imported;
  const dims = [preprocessing.channels, preprocessing.height, preprocessing.width];
  const pixels = Float32Array.from({ length: 2 * sizeOf(dims) }, (_, index) => Math.sin(index));
  const run = async (session: EngineSession, images: Float32Array): Promise<Tensor> => {
    const feed = float32([images.length / sizeOf(dims), ...dims], images);
    return (await session.run({ [values.input]: feed }, [values.logits]))[values.logits]!;
  };
  try {
    const session = await engine.open({ model });
    try {
      const both = await run(session, pixels);
      const second = await run(session, pixels.subarray(sizeOf(dims)));
      const fault =
        faultOfAnswer(both, [2, labels.length], file) ??
        faultOfAnswer(second, [1, labels.length], file) ??
        faultOfMixing(both, second, file) ??
        faultOfProbabilities(both, file);
      if (fault !== null) return { ok: false, error: fault };
      // An architecture of ours ends in logits, and a person who names a value says so.
      const areLogits = network !== undefined || logits !== undefined;
      if (!isConstant([both]) && (areLogits || !isBounded([both]))) return success([]);
      const extreme = await run(session, pixels.map((value, at) => (at < sizeOf(dims) ? 0 : EXTREME * value))); // prettier-ignore
      if (isConstant([both, extreme])) return success([noteOf('import.same-answers', {})]);
      if (areLogits || !isBounded([both, extreme])) return success([]);
      return failure('import.perhaps-probabilities', { file, value: values.logits });
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof EngineStoppedError) return failure('import.stops-engine', { file }, error);
    return failure('import.does-not-run', { file, reason: reasonOf(error) }, error);
  }
}

/** Whether every image has the same answers. */
function isConstant(answers: readonly Tensor[]): boolean {
  const rows = answers.flatMap(rowsOf);
  const largest = Math.max(...rows.flat().map(Math.abs));
  return rows.every((row) => row.every((value, label) => Math.abs(value - rows[0]![label]!) <= SAME * largest));
}

const isBounded = (answers: readonly Tensor[]): boolean =>
  answers.every(({ data }) => data.every((value) => Number(value) >= 0 && Number(value) <= 1));

function rowsOf({ dims, data }: Tensor): number[][] {
  const labels = dims[1]!;
  return Array.from({ length: dims[0]! }, (_, row) =>
    Array.from(data.subarray(row * labels, (row + 1) * labels), Number),
  );
}

function faultOfAnswer(
  { dims, data }: Tensor,
  expected: readonly [images: number, labels: number],
  file: string,
): Fault | null {
  if (dims.length !== 2 || dims.some((size, axis) => size !== expected[axis])) {
    return faultOf('import.answer-shape', { file, found: dims.join(' × '), expected: expected.join(' × ') });
  }
  return data.every((value) => Number.isFinite(Number(value))) ? null : faultOf('import.no-numbers', { file });
}

/** Each image's answers add up to 1: a softmax that was not found. */
function faultOfProbabilities(answers: Tensor, file: string): Fault | null {
  const isSure = rowsOf(answers).every(
    (row) =>
      row.every((value) => value >= 0 && value <= 1) && Math.abs(row.reduce((a, b) => a + b) - 1) < SUM_TOLERANCE,
  );
  return isSure ? faultOf('import.gives-probabilities', { file }) : null;
}

/** An image's answer must not depend on its neighbours. */
function faultOfMixing(both: Tensor, second: Tensor, file: string): Fault | null {
  const alone = Array.from(second.data, Number);
  const beside = Array.from(both.data, Number).slice(alone.length);
  const largest = Math.max(...alone.map(Math.abs), Number.MIN_VALUE);
  const isSame = alone.every((value, label) => Math.abs(value - beside[label]!) <= TOLERANCE * largest);
  return isSame ? null : faultOf('import.mixes-images', { file });
}

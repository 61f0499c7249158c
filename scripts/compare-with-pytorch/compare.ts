/**
 * Differentiates what export.py wrote and compares logits and gradients with PyTorch's:
 * node scripts/compare-with-pytorch/compare.ts FOLDER. Prints one line; ends with 1 where something disagrees.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { toCanonical } from '../../main/graph/canonical.ts';
import { createBuilder } from '../../main/graph/builder.ts';
import { differentiate } from '../../main/graph/gradients.ts';
import type { Graph } from '../../main/graph/graph.ts';
import { parametersOf } from '../../main/graph/parameters.ts';
import { readOnnx } from '../../main/graph/read-onnx.ts';
import { writeOnnx } from '../../main/graph/write-onnx.ts';

interface Expected {
  readonly batch: number;
  readonly size: number;
  readonly logits: readonly number[];
  readonly gradients: Readonly<Record<string, { norm: number; product: number; dims: readonly number[] }>>;
}

/** Relative; single precision through some hundred layers. */
const TOLERANCE = 2e-3;
const LABELS = 3;

const folder = process.argv[2] ?? '.';
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
const floats = (file: string): Float32Array =>
  new Float32Array(new Uint8Array(readFileSync(join(folder, file))).buffer);

const given = readOnnx(readFileSync(join(folder, 'model.onnx')));
const started = performance.now();
const learnt = [...new Set([...parametersOf(given), ...Object.keys(expected.gradients)])].filter((name) =>
  given.initializers.has(name),
);
const { graph, gradients } = gradientGraph(given, learnt);
const built = performance.now() - started;
const session = await InferenceSession.create(writeOnnx(graph), { logSeverityLevel: 3, intraOpNumThreads: 1 });
const { batch, size } = expected;
const results = await session.run({
  image: new OrtTensor('float32', floats('image.bin'), [batch, 3, size, size]),
  upstream: new OrtTensor('float32', floats('upstream.bin'), [batch, LABELS]),
});
report(results);

function gradientGraph(model: Graph, withRespectTo: string[]): ReturnType<typeof differentiate> {
  const builder = createBuilder(toCanonical(model, withRespectTo));
  builder.input('upstream', { type: 'float32', dims: ['batch', LABELS] });
  const result = differentiate(builder.finish(), { of: 'logits', seed: 'upstream', withRespectTo });
  const outputs = new Map(result.graph.outputs);
  for (const [name, gradient] of result.gradients) {
    outputs.set(gradient, { type: 'float32', dims: model.initializers.get(name)!.dims });
  }
  return { ...result, graph: { ...result.graph, outputs } };
}

/** The exporter renames weights and transposes them, so a gradient without its name is looked for by its norm. */
function report(values: InferenceSession.ReturnType): void {
  const faults: string[] = [];
  const logits = values['logits']!.data as Float32Array;
  const scale = Math.hypot(...expected.logits);
  const logitError = Math.max(...expected.logits.map((value, index) => Math.abs(value - logits[index]!))) / scale;
  if (!(logitError < TOLERANCE)) faults.push(`logits differ by ${logitError}`);
  const found = new Map([...gradients].map(([name, gradient]) => [name, values[gradient]!.data as Float32Array]));
  const largest = Math.max(...Object.values(expected.gradients).map(({ norm }) => norm));
  let worst = 0;
  const unnamed = [...found].filter(([name]) => !(name in expected.gradients));
  for (const [name, { norm, product }] of Object.entries(expected.gradients)) {
    const own = found.get(name);
    const error = own
      ? Math.abs(dot(own) - product) / Math.max(norm * Math.sqrt(own.length), 1e-4 * largest)
      : Math.min(
          ...unnamed.map(([, data]) => Math.abs(length(data) - norm) / Math.max(norm, 1e-4 * largest)),
          Infinity,
        );
    worst = Math.max(worst, error);
    if (!(error < TOLERANCE))
      faults.push(`${name} (${own ? 'by name' : 'by norm'}) differs by ${error.toPrecision(3)}`);
  }
  const count = Object.keys(expected.gradients).length;
  const named = Object.keys(expected.gradients).filter((name) => found.has(name)).length;
  console.log(
    `${given.opset}: ${given.nodes.length} nodes, ${count} parameters (${named} by name, ${found.size} learnt), ` +
      `logits ${logitError.toExponential(1)}, gradients ${worst.toExponential(1)}, ${Math.round(built)} ms, ` +
      (faults.length === 0 ? 'agree' : `${faults.length} DIFFER: ${faults.slice(0, 5).join('; ')}`),
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}

function dot(values: Float32Array): number {
  return values.reduce((sum, value, index) => sum + value * Math.sin(1 + 0.7 * index), 0);
}

function length(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/**
 * Differentiates what export.py wrote and compares logits and gradients with PyTorch's:
 * node scripts/compare-with-pytorch/compare.ts FOLDER. Prints one line; ends with 1 where something disagrees.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedGradients } from '../../tests/support/compare-export.ts';
import { compareExport } from '../../tests/support/compare-export.ts';
import { readOnnx } from '../../main/graph/onnx/read-onnx.ts';

const folder = process.argv[2] ?? '.';
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as ExpectedGradients;
const graph = readOnnx(readFileSync(join(folder, 'model.onnx')));
const { faults, logitError, gradientError, named, trained } = await compareExport(graph, expected);
const count = Object.keys(expected.gradients).length;
console.log(
  `opset ${graph.opset}: ${graph.nodes.length} nodes, ${count} parameters (${named} by name, ${trained} found), ` +
    `logits ${logitError.toExponential(1)}, gradients ${gradientError.toExponential(1)}, ` +
    (faults.length === 0 ? 'agree' : `${faults.length} DIFFER: ${faults.slice(0, 5).join('; ')}`),
);
process.exitCode = faults.length === 0 ? 0 : 1;

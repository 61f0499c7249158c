/** For tests: the gradients at points where differences say nothing, such as ties. */
import { elementAt, required } from '../../main/domain/elements.ts';
import type { Tensor } from '../../main/domain/tensor.ts';
import { createBuilder } from '../../main/graph/ir/builder.ts';
import { differentiate } from '../../main/graph/autodiff/differentiate.ts';
import type { Attribute } from '../../main/graph/ir/graph.ts';
import { ortTensor, run } from './run-graph.ts';

/** The gradient of the sum of an operator's output with respect to each real input. */
export async function gradientAt(
  op: string,
  inputs: readonly Tensor[],
  attributes: Readonly<Record<string, Attribute>> = {},
): Promise<number[][]> {
  const builder = createBuilder();
  const names = inputs.map((tensor, index) =>
    tensor.type === 'float32'
      ? builder.input(`x${index}`, { type: tensor.type, dims: tensor.dims })
      : builder.constant(tensor),
  );
  builder.node('ReduceSum', [builder.node(op, names, attributes)], { keepdims: { kind: 'int', value: 0 } }, 'sum');
  const forward = builder.finish();
  const real = [...forward.inputs.keys()];
  const { graph, gradients } = differentiate(forward, { of: 'sum', withRespectTo: real });
  const outputs = new Map(real.map((name) => [gradients.get(name)!, forward.inputs.get(name)!]));
  const feeds = Object.fromEntries(
    names.flatMap((name, index) => (forward.inputs.has(name) ? [[name, ortTensor(elementAt(inputs, index))]] : [])),
  );
  const results = await run({ ...graph, outputs }, feeds);
  return real.map((name) => Array.from(required(results[gradients.get(name) ?? ''], name).data as Float32Array));
}

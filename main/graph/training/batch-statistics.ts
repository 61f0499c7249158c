import { elementAt, firstOf } from '../../domain/elements.ts';
import { float32 } from '../../domain/tensor.ts';
import type { GraphBuilder } from '../ir/builder.ts';
import { float, int } from '../ir/builder.ts';
import { attributesOf, multiply, reduce, reshape } from '../ir/emit.ts';
import { perChannel } from '../autodiff/rules/normalisation.ts';
import type { Unscaled } from '../autodiff/rules/convolution/conv.ts';
import type { GradientRule } from '../autodiff/shared/gradient-rule.ts';
import type { Node, ValueType } from '../ir/graph.ts';

export interface BatchForm {
  /** The node with the statistics of its batch in place of the running ones. */
  readonly batchForm: Node;
  /** The rule of the node and of the statistics together. */
  readonly rule: GradientRule;
  /** Running statistic → its value after the step. */
  readonly running: ReadonlyMap<string, string>;
}

/** Values that the forward pass leaves for the gradient; [1, C, 1, …] but for `centred`, [N, C, …], and `count`, []. */
interface Saved {
  /** x - μ */
  readonly centred: string;
  readonly variance: string;
  /** Number of elements in each mean. */
  readonly count: string;
}

const FLOAT = 1;

/**
 * Adds the statistics of the batch to a BatchNormalization node (Ioffe & Szegedy 2015), from standard operators,
 * since no GPU provider runs its training mode. As PyTorch does: the biased variance normalises, the unbiased one
 * goes into the running statistics. `type` is that of the node's input [N, C, spatial…].
 * @param unscaled takes the factor γ/σ of the gradient of the node's input, where another rule will see to it.
 */
export function addBatchStatistics(
  builder: GraphBuilder,
  node: Node,
  { dims }: ValueType,
  unscaled?: Unscaled,
): BatchForm {
  const [x, scale, bias, runningMean, runningVariance] = firstOf(node.inputs, 5);
  const others = dims.map((_, axis) => axis).filter((axis) => axis !== 1);
  const mean = reduce(builder, 'ReduceMean', x, others);
  // Centred before it is squared: E[x²] - E[x]² loses its digits where the mean is large beside the deviation.
  const centred = builder.node('Sub', [x, mean]);
  const variance = reduce(builder, 'ReduceMean', multiply(builder, centred, centred), others);
  // Of what the gradient keeps anyway: a size that is asked for late would keep all of x until then.
  const [size, channels] = firstOf(
    [centred, scale].map((value) => builder.node('Cast', [builder.node('Size', [value])], { to: int(FLOAT) })),
    2,
  );
  const count = builder.node('Div', [size, channels]);
  const [batchMean, batchVariance] = firstOf(
    [mean, variance].map((value) => reshape(builder, value, [-1])),
    2,
  );
  const momentum = attributesOf(node).float('momentum', 0.9);
  const correction = builder.node('Div', [count, builder.node('Sub', [count, builder.scalar(1)])]);
  const unbiased = multiply(builder, batchVariance, correction);
  return {
    batchForm: { ...node, inputs: [x, scale, bias, batchMean, batchVariance], outputs: node.outputs.slice(0, 1) },
    rule: batchNormalizationWith({ centred, variance, count }, unscaled),
    running: new Map([
      [runningMean, movingAverage(builder, runningMean, batchMean, momentum)],
      [runningVariance, movingAverage(builder, runningVariance, unbiased, momentum)],
    ]),
  };
}

function movingAverage(builder: GraphBuilder, running: string, batch: string, momentum: number): string {
  const kept = multiply(builder, running, builder.scalar(momentum));
  return builder.node('Add', [kept, multiply(builder, batch, builder.scalar(1 - momentum))]);
}

/**
 * y = γ·x̂ + β, x̂ = (x - μ)/σ: dx = γ/σ·(dy - mean dy - x̂·mean(dy·x̂)), dγ = Σ dy·x̂, dβ = Σ dy. Written for few
 * passes over the maps: with c = x - μ, dx = γ/σ·(dy - (mean dy + mean(dy·c)/σ²·c)).
 */
function batchNormalizationWith({ centred, variance, count }: Saved, unscaled?: Unscaled): GradientRule {
  return ({ builder, node, dy, typeOf }) => {
    const rank = typeOf(elementAt(node.inputs, 0)).dims.length;
    const channels = Number(typeOf(elementAt(node.inputs, 1)).dims[0]);
    const others = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== 1);
    const apply = (op: string, a: string, b: string): string => builder.node(op, [a, b]);
    const epsilon = builder.scalar(attributesOf(node).float('epsilon', 1e-5));
    const safeVariance = apply('Add', variance, epsilon);
    const deviation = builder.node('Sqrt', [safeVariance]);
    const meanGradient = reduce(builder, 'ReduceMean', dy, others);
    const meanProduct = reduce(builder, 'ReduceMean', multiply(builder, dy, centred), others);
    const flat = (value: string): string => reshape(builder, value, [-1]);
    const sum = (mean: string): string => flat(multiply(builder, mean, count));
    return [
      () => {
        const factor = apply('Div', perChannel(builder, elementAt(node.inputs, 1), rank), deviation);
        // The operator is the one pass that multiplies by a number a channel and adds another.
        const [zero, one] = [0, 1].map((value) =>
          builder.constant(float32([channels], new Float32Array(channels).fill(value))),
        );
        const slope = flat(apply('Div', meanProduct, safeVariance));
        const line = [centred, slope, flat(meanGradient), zero!, one!];
        const along = builder.node('BatchNormalization', line, { epsilon: float(0) });
        const gradient = apply('Sub', dy, along);
        if (unscaled === undefined) return multiply(builder, gradient, factor);
        unscaled.factor = factor;
        return gradient;
      },
      () => sum(apply('Div', meanProduct, deviation)),
      () => sum(meanGradient),
    ];
  };
}

/** A network in small with what all of Overread's networks are made of. */
import { createRandom } from '../../domain/statistics/random.ts';
import { float32 } from '../../domain/tensor.ts';
import { normalTensor } from '../local/normal-tensor.ts';
import { createBuilder, int, ints, type GraphBuilder } from '../../graph/ir/builder.ts';
import { withHeatmap } from '../../graph/explain/with-heatmap.ts';
import type { ConvolutionLowering } from '../../graph/convolutions/convolution-lowering.ts';
import type { Graph } from '../../graph/ir/graph.ts';

interface Trial {
  readonly graph: GraphBuilder;
  readonly parameter: (name: string, dims: readonly number[]) => string;
  /** The value so many times, by default once a channel. */
  readonly filled: (name: string, value: number, count?: number) => string;
}

/** Width of maps and of tokens. */
const WIDTH = 8;

const window = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
const around = { pads: ints([1, 1, 1, 1]) };

/**
 * A residual network with a depthwise convolution, squeeze and excitation, and attention behind its map, with fixed
 * random parameters and the Grad-CAM addition, whose gradient goes back through the latter three: image [N,3,16,16],
 * labelWeights [N,4] → logits [N,4], heatmap [N,4,4].
 */
export function trialGraph(lowering?: ConvolutionLowering): Graph {
  const random = createRandom('trial parameters');
  const graph = createBuilder({ name: 'trial' });
  const trial: Trial = {
    graph,
    parameter: (name, dims) => graph.initializer(name, normalTensor(dims, random)),
    filled: (name, value, count = WIDTH) => graph.initializer(name, float32([count], Array<number>(count).fill(value))),
  };
  const image = graph.input('image', { type: 'float32', dims: ['N', 3, 16, 16] });
  const features = addResidual(trial, image);
  const tokens = addAttention(trial, addExcitation(trial, features));
  const pooled = graph.node('Flatten', [graph.node('ReduceMean', [tokens, graph.ints([1])])], { axis: int(1) });
  const head = [graph.node('Dropout', [pooled]), trial.parameter('weights', [WIDTH, 4]), trial.parameter('bias', [4])];
  graph.node('Gemm', head, {}, 'logits');
  graph.output('logits', { type: 'float32', dims: ['N', 4] });
  return withHeatmap(graph.finish(), { method: 'grad-cam', logits: 'logits', heatmap: features, lowering });
}

/** [N, 3, 16, 16] to [N, 8, 4, 4]. */
function addResidual({ graph, parameter, filled }: Trial, image: string): string {
  const norm = [filled('scale', 1), parameter('shift', [WIDTH]), parameter('mean', [WIDTH]), filled('variance', 0.4)];
  const maps = graph.node('Conv', [image, parameter('kernel', [WIDTH, 3, 3, 3])], around);
  const active = graph.node('Relu', [graph.node('BatchNormalization', [maps, ...norm])]);
  const halved = graph.node('MaxPool', [active], window);
  const strided = graph.node('Conv', [halved, parameter('strided', [WIDTH, WIDTH, 3, 3])], {
    ...around,
    strides: ints([2, 2]),
  });
  return graph.node(
    'Relu',
    [graph.node('Add', [strided, graph.node('AveragePool', [halved], window)])],
    {},
    'features',
  );
}

/** Each channel by itself, and the more the larger its mean (MobileNetV3, EfficientNet), beside what came in. */
function addExcitation({ graph, parameter }: Trial, maps: string): string {
  const kernel = parameter('depthwise', [WIDTH, 1, 3, 3]);
  const depthwise = graph.node('Conv', [maps, kernel], { ...around, group: int(WIDTH) });
  const active = graph.node('HardSwish', [depthwise]);
  const squeezed = graph.node('GlobalAveragePool', [active]);
  const excitation = graph.node('Add', [graph.node('Sigmoid', [squeezed]), graph.node('HardSigmoid', [squeezed])]);
  return graph.node('Concat', [graph.node('Mul', [active, excitation]), maps], { axis: int(1) });
}

/** Maps [N, 16, 4, 4] to tokens [N, 16, 8], each made of those that it attends to (Vaswani et al. 2017). */
function addAttention({ graph, parameter, filled }: Trial, maps: string): string {
  const flat = graph.node('Reshape', [maps, graph.ints([0, 2 * WIDTH, -1])]);
  const tokens = graph.node('Transpose', [flat], { perm: ints([0, 2, 1]) });
  const norm = [filled('norm.scale', 4, 2 * WIDTH), parameter('norm.shift', [2 * WIDTH])];
  const calm = graph.node('LayerNormalization', [tokens, ...norm], { axis: int(-1) });
  const projected = graph.node('MatMul', [calm, parameter('projection', [2 * WIDTH, 3 * WIDTH])]);
  const parts = graph.nodes('Split', [projected, graph.ints([WIDTH, WIDTH, WIDTH])], { axis: int(2) }, 3);
  const [queries, keys, values] = parts as [string, string, string];
  const scores = graph.node('MatMul', [queries, graph.node('Transpose', [keys], { perm: ints([0, 2, 1]) })]);
  const attended = graph.node('MatMul', [graph.node('Softmax', [scores], { axis: int(-1) }), values]);
  return graph.node('Gelu', [attended]);
}

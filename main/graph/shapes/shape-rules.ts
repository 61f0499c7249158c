import { einsum } from './einsum.ts';
import { addition, broadcasting, cast, comparison, division, dropout, equal } from './elementwise.ts';
import { castLike, multiplication, sameAsInput, subtraction, unary, where } from './elementwise.ts';
import { concat, constantOfShape, expand, flatten, gather, gatherElements, range } from './layout.ts';
import { reshape, shape, size, split, squeeze, tile, transpose, unsqueeze } from './layout.ts';
import { gemm, matMul } from './linear.ts';
import { layerNormalization } from './normalisation.ts';
import { argMax, reduce, reduceProd } from './reduce.ts';
import { depthToSpace, gatherNd, nonZero, spaceToDepth, topK } from './rearrange.ts';
import { resize } from './resize.ts';
import type { ShapeRule } from './shape-rule.ts';
import { slice } from './slice.ts';
import { batchNormalization, conv, convTranspose, globalPool, maxUnpool, pad, pool } from './spatial.ts';

function all(ops: string, rule: ShapeRule): [op: string, rule: ShapeRule][] {
  return ops.split(' ').map((op) => [op, rule]);
}

/** The rule of each operator of the standard domain. */
export const shapeRules: ReadonlyMap<string, ShapeRule> = new Map([
  ...all('Abs Ceil Celu Clip Cos Elu Erf Exp Floor Gelu HardSigmoid HardSwish Hardmax InstanceNormalization', unary),
  ...all('GroupNormalization LRN LeakyRelu Log LogSoftmax LpNormalization Mish Neg Not Reciprocal Relu Round', unary),
  ...all(
    'ScatterElements ScatterND Selu Sigmoid Sign Sin Softmax Softplus Softsign Sqrt Tanh ThresholdedRelu Trilu',
    unary,
  ),
  ...all('And Greater GreaterOrEqual Less LessOrEqual Or Xor', comparison),
  ...all('Max Mean Min Mod PRelu Pow Sum', broadcasting),
  ...all(
    'ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceSum ReduceSumSquare',
    reduce,
  ),
  ...all('AveragePool MaxPool', pool),
  ...all('GlobalAveragePool GlobalMaxPool', globalPool),
  ...all('ArgMax ArgMin', argMax),
  ['Add', addition],
  ['BatchNormalization', batchNormalization],
  ['Cast', cast],
  ['CastLike', castLike],
  ['Concat', concat],
  ['ConstantOfShape', constantOfShape],
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
  ['DepthToSpace', depthToSpace],
  ['Div', division],
  ['Dropout', dropout],
  ['Equal', equal],
  ['Einsum', einsum],
  ['Expand', expand],
  ['Flatten', flatten],
  ['Gather', gather],
  ['GatherElements', gatherElements],
  ['GatherND', gatherNd],
  ['Gemm', gemm],
  ['Identity', sameAsInput],
  ['LayerNormalization', layerNormalization],
  ['MatMul', matMul],
  ['MaxUnpool', maxUnpool],
  ['Mul', multiplication],
  ['NonZero', nonZero],
  ['Pad', pad],
  ['Range', range],
  ['ReduceProd', reduceProd],
  ['Reshape', reshape],
  ['Resize', resize],
  ['Shape', shape],
  ['Size', size],
  ['Slice', slice],
  ['SpaceToDepth', spaceToDepth],
  ['Split', split],
  ['Squeeze', squeeze],
  ['Sub', subtraction],
  ['Tile', tile],
  ['TopK', topK],
  ['Transpose', transpose],
  ['Unsqueeze', unsqueeze],
  ['Upsample', resize],
  ['Where', where],
]);

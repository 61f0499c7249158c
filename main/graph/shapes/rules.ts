import { addition, broadcasting, cast, comparison, division, dropout } from './elementwise.ts';
import { multiplication, sameAsInput, subtraction, unary, where } from './elementwise.ts';
import { concat, constantOfShape, expand, flatten, gather, gatherElements, range } from './layout.ts';
import { reshape, shape, size, split, squeeze, tile, transpose, unsqueeze } from './layout.ts';
import { gemm, matMul } from './linear.ts';
import { argMax, reduce, reduceProd } from './reduce.ts';
import type { ShapeRule } from './rule.ts';
import { slice } from './slice.ts';
import { batchNormalization, conv, convTranspose, globalPool, maxUnpool, pad, pool, resize } from './spatial.ts';

function all(ops: string, rule: ShapeRule): [op: string, rule: ShapeRule][] {
  return ops.split(' ').map((op) => [op, rule]);
}

/** The rule of each operator of the standard domain. */
export const shapeRules: ReadonlyMap<string, ShapeRule> = new Map([
  ...all('Abs Ceil Clip Elu Erf Exp Floor Gelu HardSigmoid HardSwish LeakyRelu Log LogSoftmax Mish Neg Not', unary),
  ...all('Reciprocal Relu Round ScatterElements Selu Sigmoid Sign Softmax Softplus Sqrt Tanh', unary),
  ...all('And Equal Greater GreaterOrEqual Less LessOrEqual Or Xor', comparison),
  ...all('Max Mean Min Mod PRelu Pow Sum', broadcasting),
  ...all('ReduceL1 ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceSum ReduceSumSquare', reduce),
  ...all('AveragePool MaxPool', pool),
  ...all('GlobalAveragePool GlobalMaxPool', globalPool),
  ...all('ArgMax ArgMin', argMax),
  ['Add', addition],
  ['BatchNormalization', batchNormalization],
  ['Cast', cast],
  ['Concat', concat],
  ['ConstantOfShape', constantOfShape],
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
  ['Div', division],
  ['Dropout', dropout],
  ['Expand', expand],
  ['Flatten', flatten],
  ['Gather', gather],
  ['GatherElements', gatherElements],
  ['Gemm', gemm],
  ['Identity', sameAsInput],
  ['MatMul', matMul],
  ['MaxUnpool', maxUnpool],
  ['Mul', multiplication],
  ['Pad', pad],
  ['Range', range],
  ['ReduceProd', reduceProd],
  ['Reshape', reshape],
  ['Resize', resize],
  ['Shape', shape],
  ['Size', size],
  ['Slice', slice],
  ['Split', split],
  ['Squeeze', squeeze],
  ['Sub', subtraction],
  ['Tile', tile],
  ['Transpose', transpose],
  ['Unsqueeze', unsqueeze],
  ['Where', where],
]);

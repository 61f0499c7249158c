import type { ConvolutionLowering } from '../../convolutions/convolution-lowering.ts';
import type { Node } from '../../ir/graph.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';
import { NO_GRADIENT } from '../shared/gradient-rule.ts';
import * as activations from './activations.ts';
import * as arithmetic from './arithmetic.ts';
import * as elementwise from './elementwise.ts';
import * as indexing from './indexing.ts';
import * as matrixProducts from './matrix-products.ts';
import * as normalisation from './normalisation.ts';
import * as paddingSlicing from './padding-slicing.ts';
import * as pooling from './pooling.ts';
import * as reductions from './reductions.ts';
import * as shapeOps from './shape-ops.ts';
import { conv } from './convolution/conv.ts';
import { convTranspose } from './convolution/conv-transpose.ts';
import { resize } from './resize.ts';

/** How each operator of the standard domain is differentiated, family by family. One that is not here stops with its name. */
export const gradientRules: Readonly<Record<string, GradientRule | typeof NO_GRADIENT>> = {
  Elu: activations.elu,
  Gelu: activations.gelu,
  HardSigmoid: activations.hardSigmoid,
  HardSwish: activations.hardSwish,
  LeakyRelu: activations.leakyRelu,
  LogSoftmax: activations.logSoftmax,
  Mish: activations.mish,
  PRelu: activations.prelu,
  Relu: activations.relu,
  Selu: activations.selu,
  Sigmoid: activations.sigmoid,
  Softmax: activations.softmax,
  Softplus: activations.softplus,
  Softsign: activations.softsign,
  Tanh: activations.tanh,
  ThresholdedRelu: activations.thresholdedRelu,

  Add: arithmetic.add,
  Div: arithmetic.div,
  Max: arithmetic.max,
  Mean: arithmetic.mean,
  Min: arithmetic.max,
  Mul: arithmetic.mul,
  Pow: arithmetic.pow,
  Sub: arithmetic.sub,
  Sum: arithmetic.sum,
  Where: arithmetic.where,

  Abs: elementwise.abs,
  Cast: elementwise.identity,
  Clip: elementwise.clip,
  Cos: elementwise.cos,
  Dropout: elementwise.dropout,
  Erf: elementwise.erf,
  Exp: elementwise.exp,
  Identity: elementwise.identity,
  Log: elementwise.log,
  Neg: elementwise.neg,
  Reciprocal: elementwise.reciprocal,
  Sin: elementwise.sin,
  Sqrt: elementwise.sqrt,

  Gather: indexing.gather,
  GatherElements: indexing.gatherElements,
  GatherND: indexing.gatherNd,
  ScatterND: indexing.scatterNd,

  Einsum: matrixProducts.einsum,
  Gemm: matrixProducts.gemm,
  MatMul: matrixProducts.matMul,

  BatchNormalization: normalisation.batchNormalization,
  InstanceNormalization: normalisation.instanceNormalization,
  LayerNormalization: normalisation.layerNormalization,
  LRN: normalisation.lrn,

  Pad: paddingSlicing.pad,
  Slice: paddingSlicing.slice,

  AveragePool: pooling.averagePool,
  GlobalAveragePool: pooling.globalAveragePool,
  GlobalMaxPool: pooling.globalMaxPool,
  MaxPool: pooling.maxPool,

  ReduceL1: reductions.reduceL1,
  ReduceL2: reductions.reduceL2,
  ReduceLogSum: reductions.reduceLogSum,
  ReduceLogSumExp: reductions.reduceLogSumExp,
  ReduceMax: reductions.reduceMax,
  ReduceMean: reductions.reduceMean,
  ReduceMin: reductions.reduceMax,
  ReduceProd: reductions.reduceProd,
  ReduceSum: reductions.reduceSum,
  ReduceSumSquare: reductions.reduceSumSquare,

  Concat: shapeOps.concat,
  DepthToSpace: shapeOps.depthToSpace,
  Expand: shapeOps.expand,
  Flatten: shapeOps.reshape,
  Reshape: shapeOps.reshape,
  SpaceToDepth: shapeOps.spaceToDepth,
  Split: shapeOps.split,
  Squeeze: shapeOps.reshape,
  Tile: shapeOps.tile,
  Transpose: shapeOps.transpose,
  Trilu: shapeOps.trilu,
  Unsqueeze: shapeOps.reshape,

  Conv: conv,
  ConvTranspose: convTranspose,
  Resize: resize,

  And: NO_GRADIENT,
  ArgMax: NO_GRADIENT,
  ArgMin: NO_GRADIENT,
  Ceil: NO_GRADIENT,
  ConstantOfShape: NO_GRADIENT,
  Equal: NO_GRADIENT,
  Floor: NO_GRADIENT,
  Greater: NO_GRADIENT,
  GreaterOrEqual: NO_GRADIENT,
  Hardmax: NO_GRADIENT,
  Less: NO_GRADIENT,
  LessOrEqual: NO_GRADIENT,
  NonZero: NO_GRADIENT,
  Not: NO_GRADIENT,
  Or: NO_GRADIENT,
  Range: NO_GRADIENT,
  Round: NO_GRADIENT,
  Shape: NO_GRADIENT,
  Sign: NO_GRADIENT,
  Size: NO_GRADIENT,
  Xor: NO_GRADIENT,
};

/** The forward node with the further outputs that its rule needs. */
export const forwardForms: Readonly<Record<string, (node: Node, lowering: ConvolutionLowering) => Node>> = {
  LayerNormalization: normalisation.withStatistics,
  MaxPool: pooling.withIndices,
};

/** Operators whose rules take the gradients of all outputs; of others only the first output is differentiated. */
export const severalOutputs: ReadonlySet<string> = new Set(['Split']);

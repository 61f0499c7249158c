import type { Tensor } from '../../../domain/tensor.ts';
import type { GraphBuilder } from '../../ir/builder.ts';
import type { ConvolutionLowering } from '../../convolutions/convolution-lowering.ts';
import type { NodeContext } from '../../ir/node-context.ts';

/** The input of a rule: one node of the forward graph and the gradient that arrives at its first output. */
export interface RuleContext extends NodeContext {
  /** Holds the whole forward graph; the rule adds nodes to it, of the standard domain but for what `lowering` allows. */
  readonly builder: GraphBuilder;
  /** Gradient of the objective with respect to the node's first output, of the same shape. */
  readonly dy: string;
  /** The same of any output; undefined where the objective does not depend on it. */
  dyOf(output: number): string | undefined;
  /** How the provider that will run the graph wants it written. */
  readonly lowering: ConvolutionLowering;
  /** The value's tensor where it is known before the graph runs. */
  constantOf(value: string): Tensor | undefined;
}

/**
 * One entry for each input of the node: what adds the nodes of its gradient and returns their value, of the input's
 * shape. It is called where that gradient is wanted; undefined where an input takes none, such as a shape.
 */
export type InputGradients = readonly ((() => string) | undefined)[];

export type GradientRule = (context: RuleContext) => InputGradients;

/** A gradient that is zero wherever it is defined (comparisons, rounding), or an output that is no real number. */
export const NO_GRADIENT = 'no gradient';

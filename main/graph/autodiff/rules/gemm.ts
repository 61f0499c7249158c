import type { RuleContext, GradientRule } from '../shared/gradient-rule.ts';
import { attributesOf, multiply } from '../../ir/emit.ts';
import { float, int } from '../../ir/builder.ts';
import { unbroadcast } from '../shared/unbroadcast.ts';

/** y = α·A'·B' + β·C: dA' = α·dy·B'ᵀ, dB' = α·A'ᵀ·dy, dC = β·dy */
export const gemm: GradientRule = (context) => {
  const { node, dy } = context;
  const [a, b, c] = node.inputs;
  const attributes = attributesOf(node);
  const [transA, transB] = [attributes.int('transA', 0) === 1, attributes.int('transB', 0) === 1];
  const beta = attributes.float('beta', 1);
  const gradients = [
    () => (transA ? product(context, b, transB, dy, true) : product(context, dy, false, b, !transB)),
    () => (transB ? product(context, dy, true, a, transA) : product(context, a, !transA, dy, false)),
  ];
  if ((c ?? '') === '') return gradients;
  return [...gradients, () => scaled(context, unbroadcast(context, dy, c), beta)];
};

/** α times the product of two matrices, each transposed or not. */
function product({ builder, node }: RuleContext, a: string, transA: boolean, b: string, transB: boolean): string {
  const alpha = float(attributesOf(node).float('alpha', 1));
  return builder.node('Gemm', [a, b], { alpha, transA: int(Number(transA)), transB: int(Number(transB)) });
}

function scaled({ builder }: RuleContext, value: string, factor: number): string {
  return factor === 1 ? value : multiply(builder, value, builder.scalar(factor));
}

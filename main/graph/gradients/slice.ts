import { normalisedAxes, pad } from './emit.ts';
import type { GradientRule, RuleContext } from './rule.ts';

/** y = a part of x, every step 1: dx = dy with zeros around it */
export const slice: GradientRule = (context) => {
  const { builder, node, dy, typeOf, refuse } = context;
  const [x, startsInput, , axesInput, stepsInput] = node.inputs;
  const { dims } = typeOf(x);
  const starts = numbers(context, startsInput);
  const axes = normalisedAxes(axesInput ? numbers(context, axesInput) : starts.map((_, axis) => axis), dims.length);
  if (stepsInput && numbers(context, stepsInput).some((step) => step !== 1)) refuse('it takes steps other than 1');
  const before = dims.map(() => 0);
  const after = dims.map(() => 0);
  for (const [index, axis] of axes.entries()) {
    const [size, taken] = [dims[axis], typeOf(node.outputs[0]).dims[axis]];
    if (typeof size !== 'number' || typeof taken !== 'number') return refuse('it cuts an axis of unknown size');
    const start = starts[index];
    before[axis] = Math.min(size, start < 0 ? Math.max(0, start + size) : start);
    after[axis] = size - before[axis] - taken;
  }
  return [() => pad(builder, dy, before, after)];
};

function numbers({ constantOf, refuse }: RuleContext, input: string): number[] {
  const constant = constantOf(input) ?? refuse(`its input "${input}" is not constant`);
  return Array.from(constant.data, Number);
}

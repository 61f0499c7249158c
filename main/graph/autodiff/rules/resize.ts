import { elementAt } from '../../../domain/elements.ts';
import type { AxisMap } from '../shared/axis-map.ts';
import { axisMap, transposedMaps } from '../shared/axis-map.ts';
import { attributesOf } from '../../ir/emit.ts';
import { resampledRows } from '../shared/resampling.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = x resampled along its axes, which is linear: dx = the transposed map of dy */
export const resize: GradientRule = (context) => [
  () => transposedMaps(context, context.typeOf(elementAt(context.node.outputs, 0)).dims, mapsOf(context)),
];

function mapsOf(context: RuleContext): AxisMap[] {
  const { node, typeOf, refuse } = context;
  const attributes = attributesOf(node);
  const policy = attributes.string('keep_aspect_ratio_policy', 'stretch');
  if (policy !== 'stretch')
    refuse('graph.attribute-not-handled', { attribute: 'keep_aspect_ratio_policy', value: policy });
  const from = typeOf(elementAt(node.inputs, 0)).dims;
  const to = typeOf(elementAt(node.outputs, 0)).dims;
  return from.flatMap((inputs, axis) => {
    const outputs = elementAt(to, axis);
    const scale = scaleOf(context, axis);
    if (inputs === outputs && (scale === undefined || scale === 1)) return [];
    if (typeof inputs !== 'number' || typeof outputs !== 'number') return refuse('graph.image-size-unknown', {});
    const resampling = {
      inputs,
      outputs,
      scale: scale ?? outputs / inputs,
      mode: attributes.string('mode', 'nearest'),
      coordinates: attributes.string('coordinate_transformation_mode', 'half_pixel'),
      rounding: attributes.string('nearest_mode', 'round_prefer_floor'),
      cubicCoefficient: attributes.float('cubic_coeff_a', -0.75),
      excludesOutside: attributes.int('exclude_outside', 0) === 1,
      isAntialiased: attributes.int('antialias', 0) === 1,
    };
    return [axisMap(axis, inputs, resampledRows(resampling, refuse))];
  });
}

/** Along one axis; undefined where the node is given sizes. */
function scaleOf({ node, typeOf, constantOf, refuse }: RuleContext, axis: number): number | undefined {
  const [, , scalesInput = '', sizesInput = ''] = node.inputs;
  if (sizesInput !== '') return undefined;
  const scales = constantOf(scalesInput) ?? refuse('graph.not-constant', { input: 'scales' });
  const rank = typeOf(elementAt(node.inputs, 0)).dims.length;
  const everyAxis = Array.from({ length: rank }, (_, at) => at);
  const axes = attributesOf(node)
    .ints('axes', everyAxis)
    .map((at) => (at < 0 ? at + rank : at));
  return axes.includes(axis) ? Number(scales.data[axes.indexOf(axis)]) : 1;
}

import { int, string } from '../../ir/builder.ts';
import type { Dim } from '../../ir/graph.ts';
import { attributesOf, normalisedAxes, pad, reshape } from '../../ir/emit.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = x at the places `indices` of an axis: dx = Σ of dy over all places that took the element */
export const gather: GradientRule = (context) => {
  const { node, typeOf, constantOf } = context;
  const [x, indices] = node.inputs;
  const { dims } = typeOf(x);
  const [axis] = normalisedAxes([attributesOf(node).int('axis', 0)], dims.length);
  const size = dims[axis];
  const constant = constantOf(indices);
  return [
    () => {
      const rows = rowsOf(context, axis);
      if (constant === undefined || typeof size !== 'number') return addedUp(context, rows, axis);
      const places = Array.from(constant.data, Number).map((index) => (index < 0 ? index + size : index));
      const isRun = places.every((place, index) => place === places[0] + index);
      if (isRun) return surrounded(context, rows, { axis, size, first: places[0], count: places.length });
      if (new Set(places).size === places.length) return putBack(context, rows, { axis, size, places });
      return addedUp(context, rows, axis);
    },
  ];
};

/** dy with the axes of the indices made one, at `axis`. */
function rowsOf({ builder, node, dy, typeOf, refuse }: RuleContext, axis: number): string {
  const [x, indices] = node.inputs.map((input) => typeOf(input).dims);
  if (indices.length === 1) return dy;
  const count = indices.every((dim) => typeof dim === 'number') ? indices.reduce((a, b) => a * b, 1) : 'unknown';
  const rest: Dim[] = [count, ...x.slice(axis + 1)];
  if (rest.filter((dim) => typeof dim === 'string').length > 1) refuse('several sizes behind its axis are unknown');
  const sizes = rest.map((dim) => (typeof dim === 'number' ? dim : -1));
  return reshape(builder, dy, [...x.slice(0, axis).map(() => 0), ...sizes]);
}

interface Run {
  readonly axis: number;
  readonly size: number;
  readonly first: number;
  readonly count: number;
}

/** Rows that follow one another lie between zeros. */
function surrounded({ builder, node, typeOf }: RuleContext, rows: string, { axis, size, first, count }: Run): string {
  const around = (here: number): number[] => typeOf(node.inputs[0]).dims.map((_, at) => (at === axis ? here : 0));
  return pad(builder, rows, around(first), around(size - first - count));
}

interface Places {
  readonly axis: number;
  readonly size: number;
  readonly places: readonly number[];
}

/** Rows that were taken once are taken back; the others are a row of zeros at the end. */
function putBack({ builder, node, typeOf }: RuleContext, rows: string, { axis, size, places }: Places): string {
  const { dims } = typeOf(node.inputs[0]);
  const isWhole = places.length === size;
  const none = dims.map(() => 0);
  const source = isWhole ? rows : pad(builder, rows, none, none.with(axis, 1));
  const origins = Array.from({ length: size }, (_, place) => places.indexOf(place));
  const backwards = origins.map((origin) => (origin < 0 ? places.length : origin));
  return builder.node('Gather', [source, builder.ints(backwards)], { axis: int(axis) });
}

function addedUp({ builder, node, typeOf }: RuleContext, rows: string, axis: number): string {
  const [x, indices] = node.inputs;
  const column = typeOf(x).dims.map((_, at) => (at === axis ? -1 : 1));
  const places = builder.node('Expand', [reshape(builder, indices, column), builder.node('Shape', [rows])]);
  return scatterAdd(builder, { like: x, places, values: rows, axis });
}

/** Zeros of the shape of `like`, to which `values` are added at `places` of an axis. */
export function scatterAdd(
  builder: RuleContext['builder'],
  { like, places, values, axis }: { like: string; places: string; values: string; axis: number },
): string {
  const zeros = builder.node('ConstantOfShape', [builder.node('Shape', [like])]);
  return builder.node('ScatterElements', [zeros, places, values], { axis: int(axis), reduction: string('add') });
}

/** Elements taken from and put to places given by indices. */
import { elementAt, firstOf } from '../../../domain/elements.ts';
import { int, string } from '../../ir/builder.ts';
import { attributesOf, multiply, normalisedAxes, pad, reduce, reshape, reshapeTo } from '../../ir/emit.ts';
import type { Dim } from '../../ir/graph.ts';
import type { GradientRule, RuleContext } from '../shared/gradient-rule.ts';

/** y = x at the places `indices` of an axis: dx = Σ of dy over all places that took the element */
export const gather: GradientRule = (context) => {
  const { node, typeOf, constantOf } = context;
  const [x, indices] = firstOf(node.inputs, 2);
  const { dims } = typeOf(x);
  const [axis] = firstOf(normalisedAxes([attributesOf(node).int('axis', 0)], dims.length), 1);
  const size = dims[axis];
  const constant = constantOf(indices);
  return [
    () => {
      const rows = rowsOf(context, axis);
      if (constant === undefined || typeof size !== 'number') return addedUp(context, rows, axis);
      const places = Array.from(constant.data, Number).map((index) => (index < 0 ? index + size : index));
      const isRun = places.every((place, index) => place === elementAt(places, 0) + index);
      if (isRun) return surrounded(context, rows, { axis, size, first: elementAt(places, 0), count: places.length });
      if (new Set(places).size === places.length) return putBack(context, rows, { axis, size, places });
      return addedUp(context, rows, axis);
    },
  ];
};

/** dy with the axes of the indices made one, at `axis`. */
function rowsOf({ builder, node, dy, typeOf, refuse }: RuleContext, axis: number): string {
  const [x, indices] = firstOf(
    node.inputs.map((input) => typeOf(input).dims),
    2,
  );
  if (indices.length === 1) return dy;
  const count = indices.every((dim) => typeof dim === 'number') ? indices.reduce((a, b) => a * b, 1) : 'unknown';
  const rest: Dim[] = [count, ...x.slice(axis + 1)];
  if (rest.filter((dim) => typeof dim === 'string').length > 1) refuse('graph.sizes-unknown', {});
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
  const around = (here: number): number[] =>
    typeOf(elementAt(node.inputs, 0)).dims.map((_, at) => (at === axis ? here : 0));
  return pad(builder, rows, around(first), around(size - first - count));
}

interface Places {
  readonly axis: number;
  readonly size: number;
  readonly places: readonly number[];
}

/** Rows that were taken once are taken back; the others are a row of zeros at the end. */
function putBack({ builder, node, typeOf }: RuleContext, rows: string, { axis, size, places }: Places): string {
  const { dims } = typeOf(elementAt(node.inputs, 0));
  const isWhole = places.length === size;
  const none = dims.map(() => 0);
  const source = isWhole ? rows : pad(builder, rows, none, none.with(axis, 1));
  const origins = Array.from({ length: size }, (_, place) => places.indexOf(place));
  const backwards = origins.map((origin) => (origin < 0 ? places.length : origin));
  return builder.node('Gather', [source, builder.ints(backwards)], { axis: int(axis) });
}

function addedUp({ builder, node, typeOf }: RuleContext, rows: string, axis: number): string {
  const [x, indices] = firstOf(node.inputs, 2);
  const column = typeOf(x).dims.map((_, at) => (at === axis ? -1 : 1));
  const places = builder.node('Expand', [reshape(builder, indices, column), builder.node('Shape', [rows])]);
  return scatterAdd(builder, { like: x, places, values: rows, axis });
}

/** Zeros of the shape of `like`, to which `values` are added at `places` of an axis. */
function scatterAdd(
  builder: RuleContext['builder'],
  { like, places, values, axis }: { like: string; places: string; values: string; axis: number },
): string {
  const zeros = builder.node('ConstantOfShape', [builder.node('Shape', [like])]);
  return builder.node('ScatterElements', [zeros, places, values], { axis: int(axis), reduction: string('add') });
}

/** y[i, j] = x[i, indices[i, j]]: dx = dy added up at those places */
export const gatherElements: GradientRule = ({ builder, node, dy }) => [
  () => {
    const [x, indices] = firstOf(node.inputs, 2);
    return scatterAdd(builder, { like: x, places: indices, values: dy, axis: attributesOf(node).int('axis', 0) });
  },
];

/**
 * y = x at tuples of places [..., q] of the first q axes: dx = dy added up at those places. The q axes are made one for
 * it, since ONNX Runtime adds to the same place from several threads in ScatterND.
 */
export const gatherNd: GradientRule = ({ builder, node, dy, typeOf, refuse }) => {
  const [x, indices] = firstOf(node.inputs, 2);
  const batchDims = attributesOf(node).int('batch_dims', 0);
  if (batchDims !== 0) refuse('graph.attribute-not-handled', { attribute: 'batch_dims', value: batchDims });
  const { dims } = typeOf(x);
  const count = typeOf(indices).dims.at(-1);
  if (typeof count !== 'number') return refuse('graph.tuples-unknown', {});
  const sizes = dims.map((dim) => (typeof dim === 'number' ? dim : refuse('graph.size-unknown', {})));
  const chosen = sizes.slice(0, count);
  const rest = sizes.slice(count).reduce((a, b) => a * b, 1);
  const steps = chosen.map((_, axis) => chosen.slice(axis + 1).reduce((a, b) => a * b, 1));
  return [
    () => {
      const positive = builder.node('Mod', [indices, builder.ints(chosen)]);
      const places = reduce(builder, 'ReduceSum', multiply(builder, positive, builder.ints(steps)), [-1], false);
      const values = reshape(builder, dy, [-1, rest]);
      const columns = builder.node('Expand', [reshape(builder, places, [-1, 1]), builder.node('Shape', [values])]);
      const flat = reshape(builder, x, [-1, rest]);
      return reshapeTo(builder, scatterAdd(builder, { like: flat, places: columns, values, axis: 0 }), x, typeOf(x));
    },
  ];
};

/** y = x with other values at tuples of places: dx = dy with zeros there, dvalues = dy there; for places that differ */
export const scatterNd: GradientRule = ({ builder, node, dy, refuse }) => {
  const reduction = attributesOf(node).string('reduction', 'none');
  if (reduction !== 'none') refuse('graph.attribute-not-handled', { attribute: 'reduction', value: reduction });
  const [, places, values] = firstOf(node.inputs, 3);
  return [
    () => {
      const zeros = builder.node('ConstantOfShape', [builder.node('Shape', [values])]);
      return builder.node('ScatterND', [dy, places, zeros]);
    },
    undefined,
    () => builder.node('GatherND', [dy, places]),
  ];
};

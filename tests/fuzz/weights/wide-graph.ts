import { float32, int64 } from '../../../main/domain/tensor.ts';
import { createBuilder, int, ints, string } from '../../../main/graph/ir/builder.ts';
import { writeOnnx } from '../../../main/graph/onnx/write-onnx.ts';

const ones = (...dims: readonly number[]) =>
  float32(dims, new Float32Array(dims.reduce((size, dim) => size * dim, 1)).fill(1));

/** A classifier of many operators, each of which looks at the shapes of what goes into it. */
export function wideGraph(): Uint8Array {
  const builder = createBuilder({ name: 'wide' });
  const { node, initializer } = builder;
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, 8, 8] });
  const kernel = initializer('conv.weight', ones(2, 1, 3, 3));
  const conv = node('Conv', [image, kernel], {
    kernel_shape: ints([3, 3]),
    pads: ints([1, 1, 1, 1]),
    strides: ints([1, 1]),
  });
  const statistics = ['scale', 'shift', 'mean', 'variance'].map((name) => initializer(`norm.${name}`, ones(2)));
  const norm = node('BatchNormalization', [conv, ...statistics]);
  const pooled = node('MaxPool', [node('Relu', [norm])], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
  const joined = node('Concat', [pooled, pooled], { axis: int(1) });
  const [left, right] = builder.nodes('Split', [joined, builder.ints([2, 2])], { axis: int(1) }, 2);
  const padded = node('Pad', [node('Add', [left!, right!]), builder.ints([0, 0, 1, 1, 0, 0, 1, 1])], {
    mode: string('constant'),
  });
  const sliced = node('Slice', [padded, builder.ints([1, 1]), builder.ints([5, 5]), builder.ints([2, 3])]);
  const scales = builder.constant(float32([4], [1, 1, 2, 2]));
  const resized = node('Resize', [sliced, '', scales], { mode: string('nearest') });
  const upright = node('Transpose', [resized], { perm: ints([0, 2, 3, 1]) });
  const batch = node('Gather', [node('Shape', [upright]), builder.constant(int64([1], [0]))], { axis: int(0) });
  const target = node('Concat', [batch, builder.ints([64, 2])], { axis: int(0) });
  const tokens = node('Reshape', [upright, target]);
  const normed = node('LayerNormalization', [
    tokens,
    initializer('ln.weight', ones(2)),
    initializer('ln.bias', ones(2)),
  ]);
  const mean = node('ReduceMean', [node('Tile', [normed, builder.ints([1, 1, 2])]), builder.ints([1])], {
    keepdims: int(1),
  });
  const flat = node('Squeeze', [mean, builder.ints([1])]);
  const wide = node('Squeeze', [node('Unsqueeze', [flat, builder.ints([2])]), builder.ints([2])]);
  const product = node('MatMul', [wide, initializer('fc.weight', ones(4, 3))]);
  const expanded = node('Expand', [product, builder.ints([1, 3])]);
  const logits = node(
    'Gemm',
    [expanded, initializer('out.weight', ones(2, 3)), initializer('out.bias', ones(2))],
    { transB: int(1) },
    'logits',
  );
  builder.output(logits, { type: 'float32', dims: ['N', 2] });
  return writeOnnx(builder.finish());
}

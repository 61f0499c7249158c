import { createRandom } from '../main/domain/statistics/random.ts';
import { float32 } from '../main/domain/tensor.ts';
import { createBuilder } from '../main/graph/ir/builder.ts';
import { writeOnnx } from '../main/graph/onnx/write-onnx.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { medianMs } from './measure.ts';

const side = 1024;
const products = 16;

/** GFLOP/s of large matrix products, one after the other in one run, so that no data goes between the processes. */
export async function productRate(engine: Engine): Promise<number> {
  const builder = createBuilder();
  const random = createRandom('product');
  const values = Float32Array.from({ length: side * side }, () => random.normal() / Math.sqrt(side));
  const factor = builder.initializer('factor', float32([side, side], values));
  const start = builder.input('start', { type: 'float32', dims: [side, 1] });
  let product = builder.node('Mul', [factor, start]);
  for (let i = 0; i < products; i++) product = builder.node('MatMul', [product, factor]);
  builder.output(builder.node('ReduceMean', [product], {}, 'mean'), { type: 'float32', dims: [1, 1] });
  const session = await engine.open({ model: writeOnnx(builder.finish()) });
  const feeds = { start: float32([side, 1], new Float32Array(side).fill(1)) };
  const ms = await medianMs(() => session.run(feeds), 9);
  await session.close();
  return (products * 2 * side ** 3) / ms / 1e6;
}

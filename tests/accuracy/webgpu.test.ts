/**
 * A tiny network predicts, explains itself and learns on the WebGPU provider as on the CPU. The device is Chromium's
 * SwiftShader, a Vulkan device in software, so that no graphics card is needed; each new shape costs it a second.
 */
import { existsSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { float32, sizeOf } from '../../main/domain/tensor.ts';
import { createBuilder, ints } from '../../main/graph/ir/builder.ts';
import type { Graph } from '../../main/graph/ir/graph.ts';
import { startEngine } from '../../main/runtime/process/engine-process.ts';
import { compareProviders } from '../../main/services/inference/provider-comparison.ts';

const driver = process.env['VK_ICD_FILENAMES'] ?? '/usr/lib/chromium/vk_swiftshader_icd.json';
const loaders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((platform) => `/usr/lib/${platform}/libvulkan.so.1`);
const missing = [
  ...(existsSync(driver) ? [] : [`${driver} (comes with Debian's Chromium)`]),
  ...(loaders.some((loader) => existsSync(loader)) ? [] : ['libvulkan.so.1 (Debian: libvulkan1)']),
];
const reason = missing.length === 0 ? '' : ` – skipped without ${missing.join(' and ')}`;

/** Two convolutions with a pool between them, and a linear layer. */
function tinyNetwork(): Graph {
  const random = createRandom('tiny');
  const builder = createBuilder({ name: 'tiny' });
  const parameter = (name: string, dims: number[]): string =>
    builder.initializer(
      name,
      float32(
        dims,
        Float32Array.from({ length: sizeOf(dims) }, () => random.normal() / 2),
      ),
    );
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, 8, 8] });
  const first = builder.node('Conv', [image, parameter('conv1.weight', [4, 1, 3, 3])], { pads: ints([1, 1, 1, 1]) });
  const window = { kernel_shape: ints([2, 2]), strides: ints([2, 2]) };
  const pooled = builder.node('MaxPool', [builder.node('Relu', [first])], window);
  const second = builder.node('Conv', [pooled, parameter('conv2.weight', [4, 4, 3, 3])], { pads: ints([1, 1, 1, 1]) });
  const map = builder.node('Relu', [second], {}, 'heatmap_features');
  const features = builder.node('Flatten', [builder.node('GlobalAveragePool', [map])]);
  const head = [features, parameter('fc.weight', [4, 2]), parameter('fc.bias', [2])];
  builder.output(builder.node('Gemm', head, {}, 'logits'), { type: 'float32', dims: ['N', 2] });
  return builder.finish();
}

afterAll(() => vi.unstubAllEnvs());

test.skipIf(missing.length > 0)(`WebGPU answers and learns as the CPU does${reason}`, async () => {
  vi.stubEnv('VK_ICD_FILENAMES', driver);
  const [gpu, cpu] = [await startEngine({ provider: 'webgpu' }), await startEngine({ provider: 'cpu' })];
  try {
    const comparison = await compareProviders(gpu, cpu, { network: tinyNetwork(), batch: 2, steps: 3 });
    console.log(
      comparison.agreements.map((each) => `${each.what} ${each.largestDifference.toPrecision(2)}`).join(', '),
    );
    expect(comparison).toMatchObject({ provider: 'webgpu', reference: 'cpu', agrees: true });
  } finally {
    await Promise.all([gpu.close(), cpu.close()]);
  }
});

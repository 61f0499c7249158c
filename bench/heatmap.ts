import { createRandom } from '../main/domain/statistics/random.ts';
import { float32 } from '../main/domain/tensor.ts';
import { withHeatmap } from '../main/graph/explain/with-heatmap.ts';
import { writeOnnx } from '../main/graph/onnx/write-onnx.ts';
import { networks } from '../main/networks/architectures/architectures.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { compareMs, type Measurement } from './measure.ts';

const SIDE = 224;

/** ResNet-50's prediction of one image with its Grad-CAM against the prediction alone. */
export async function benchHeatmap(engine: Engine): Promise<Measurement> {
  const random = createRandom('bench heatmap');
  const options = { labels: 2, height: SIDE, width: SIDE, channels: 3, random } as const;
  const { graph } = networks['resnet50']!.create(options);
  const explaining = withHeatmap(graph, { method: 'grad-cam', logits: 'logits', heatmap: 'heatmap_features' });
  const [plain, explained] = [
    await engine.open({ model: writeOnnx(graph) }),
    await engine.open({ model: writeOnnx(explaining) }),
  ];
  const image = float32(
    [1, 3, SIDE, SIDE],
    Float32Array.from({ length: 3 * SIDE * SIDE }, () => random.normal()),
  );
  const labelWeights = float32([1, 2], [0, 1]);
  const { workMs, referenceMs, ratio } = await compareMs(
    () => explained.run({ image, labelWeights }, ['logits', 'heatmap']),
    () => plain.run({ image }, ['logits']),
    31,
  );
  await Promise.all([plain.close(), explained.close()]);
  const meaning = `ResNet-50, one image of 224²: run with Grad-CAM ${workMs.toFixed(1)} ms to run alone ${referenceMs.toFixed(1)} ms`;
  return { name: 'heatmap-resnet50', ratio, meaning };
}

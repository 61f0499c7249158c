/** A model, or one with other numbers in it, opened in the engine for an saliency check: it answers with logits and maps. */
import type { HeatMap } from '../../domain/saliency-checks/map-measures.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import { probabilitiesOf } from '../../domain/models/findings-of-logits.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { float32, type Tensor } from '../../domain/tensor.ts';
import { explained, withHeatmap } from '../../graph/explain/with-heatmap.ts';
import { formulationFor } from '../../graph/convolutions/convolution-lowering.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { Engine, EngineSession, Tensors } from '../../runtime/engine.ts';
import { occlude } from '../inference/occlusion.ts';
import { SaliencyCheckFault } from './saliency-check-fault.ts';

/** An image as the model takes it, and the column of the finding in question. */
export interface Asked {
  /** [channels, height, width] */
  readonly input: Float32Array;
  readonly column: number;
}

export interface Subject {
  readonly card: ModelCard;
  readonly graph: Graph;
  /** Images in a run, where the graph takes only this many; null where it takes any. */
  readonly batch: number | null;
}

/** Images in a run where any number goes: the saliency check can be cancelled between runs. */
const AT_ONCE = 8;

export interface Predictor {
  /** The calibrated probability of each image's finding. Rejects with the signal's reason. */
  probabilities(asked: readonly Asked[]): Promise<number[]>;
  close(): Promise<void>;
}

export interface MapMaker {
  /** Of each image's finding, also of one below its threshold. Rejects with the signal's reason. */
  maps(asked: readonly Asked[]): Promise<HeatMap[]>;
  close(): Promise<void>;
}

/** [N, channels, height, width] */
function toBatch(asked: readonly Asked[], { preprocessing: { channels, height, width } }: ModelCard): Tensor {
  const size = channels * height * width;
  const values = new Float32Array(asked.length * size);
  asked.forEach(({ input }, i) => values.set(input, i * size));
  return float32([asked.length, channels, height, width], values);
}

/** As often as it takes to fill the graph's number of images; what was only filled in is cut off by the caller. */
function filledUp(asked: readonly Asked[], batch: number | null): readonly Asked[] {
  return batch === null ? asked : Array.from({ length: batch }, (_, i) => asked[i] ?? asked[0]!);
}

async function* inParts(asked: readonly Asked[], { batch }: Subject, signal: AbortSignal | undefined) {
  const atOnce = batch ?? AT_ONCE;
  for (let start = 0; start < asked.length; start += atOnce) {
    signal?.throwIfAborted();
    const part = asked.slice(start, start + atOnce);
    yield { wanted: part.length, filled: filledUp(part, batch) };
  }
}

function rowsOf({ dims, data }: Tensor, count: number): number[][] {
  const labels = dims[1]!;
  return Array.from({ length: count }, (_, row) => Array.from(data.subarray(row * labels, (row + 1) * labels), Number));
}

export async function openPredictor(engine: Engine, subject: Subject, signal?: AbortSignal): Promise<Predictor> {
  const { card, graph } = subject;
  const session = await engine.open({ model: writeOnnx(graph) });
  return {
    async probabilities(asked) {
      const found: number[] = [];
      for await (const { wanted, filled } of inParts(asked, subject, signal)) {
        const outputs = await session.run({ [card.values.input]: toBatch(filled, card) }, [card.values.logits]);
        const rows = rowsOf(outputs[card.values.logits]!, wanted);
        found.push(...rows.map((logits, i) => probabilitiesOf(card, logits)[filled[i]!.column]!));
      }
      return found;
    },
    close: () => session.close(),
  };
}

export async function openMapMaker(
  engine: Engine,
  subject: Subject,
  method: HeatmapMethod,
  signal?: AbortSignal,
): Promise<MapMaker> {
  if (method === 'occlusion') return openOcclusion(engine, subject, signal);
  const { card, graph } = subject;
  const { logits, heatmap } = card.values;
  const explaining = withHeatmap(graph, { method, logits, heatmap, formulation: formulationFor(engine.provider) });
  const session = await engine.open({ model: writeOnnx(explaining) });
  return {
    async maps(asked) {
      const found: HeatMap[] = [];
      for await (const { wanted, filled } of inParts(asked, subject, signal)) {
        const feeds = { [card.values.input]: toBatch(filled, card), [explained.labelWeights]: oneHot(filled, card) };
        const outputs: Tensors = await session.run(feeds, [explained.heatmap]);
        found.push(...mapsOf(outputs[explained.heatmap]!).slice(0, wanted));
      }
      return found;
    },
    close: () => session.close(),
  };
}

function oneHot(asked: readonly Asked[], { labels }: ModelCard): Tensor {
  const weights = new Float32Array(asked.length * labels.length);
  asked.forEach(({ column }, row) => (weights[row * labels.length + column] = 1));
  return float32([asked.length, labels.length], weights);
}

/** Each of [N, h, w]; values that are no numbers, as of a network of random ones, count as none. */
function mapsOf({ dims, data }: Tensor): HeatMap[] {
  const [count = 0, height = 0, width = 0] = dims;
  const area = height * width;
  return Array.from({ length: count }, (_, i) => {
    const values = (data as Float32Array).slice(i * area, (i + 1) * area);
    return { width, height, values: values.map((value) => (Number.isFinite(value) ? value : 0)) };
  });
}

async function openOcclusion(engine: Engine, subject: Subject, signal?: AbortSignal): Promise<MapMaker> {
  const { card, graph, batch } = subject;
  const session: EngineSession = await engine.open({ model: writeOnnx(graph) });
  const { input, logits } = card.values;
  const mapOf = async (asked: Asked): Promise<HeatMap> => {
    const made = await occlude({
      image: toBatch([asked], card),
      column: asked.column,
      activation: card.activation,
      batch,
      signal,
      predict: async (images) => ({ ok: true, value: (await session.run({ [input]: images }, [logits]))[logits]! }),
    });
    signal?.throwIfAborted();
    if (!made.ok) throw new SaliencyCheckFault(made.error);
    return mapsOf(made.value)[0]!;
  };
  return {
    async maps(asked) {
      const found: HeatMap[] = [];
      for (const each of asked) found.push(await mapOf(each));
      return found;
    },
    close: () => session.close(),
  };
}

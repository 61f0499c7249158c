/** Shows on one image how a model from elsewhere would take and judge it, before it is brought in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportPreview } from '../../contract/registry.ts';
import type { Preprocessing } from '../../domain/models/model-card.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { activate } from '../../domain/statistics/activation.ts';
import type { Tensor } from '../../domain/tensor.ts';
import type { GreyImage } from '../../imaging/grey-image/grey-image.ts';
import { sampleView, toInput } from '../../imaging/preprocessing/preprocess.ts';
import { renderGrey } from '../../imaging/raster/render-png.ts';
import type { Engine } from '../../runtime/engine.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { keepUploads } from '../files/uploads.ts';
import type { ImportedModel, ReadOptions } from './import-options.ts';
import { readModel } from './read-model.ts';
import { tryModel } from './try-model.ts';

interface PreviewTools {
  readonly engine: Engine;
  readonly decoder: Pick<Decoder, 'modelImage'>;
}

/** Nothing is kept. Faults: those of importing a model and of reading an image. */
export async function previewImport(
  bytes: Uint8Array,
  image: File,
  options: ReadOptions,
  { engine, decoder }: PreviewTools,
): Promise<Outcome<ImportPreview>> {
  const model = await readModel(bytes, options);
  if (!model.ok) return model;
  const prepared = await prepare(image, model.value.preprocessing, decoder);
  if (!prepared.ok) return prepared;
  const doubts = await tryModel(model.value, options, engine);
  if (!doubts.ok) return doubts;
  const { preprocessing, activation, notes } = model.value;
  const input = toInput(prepared.value, preprocessing);
  const probabilities = activate(await answersOf(model.value, input, engine), activation);
  const picture = await renderGrey(asSeen(prepared.value, preprocessing));
  return success({
    picture: new Blob([new Uint8Array(picture)], { type: 'image/png' }),
    preprocessing,
    input: rangeOf(input),
    probabilities: options.labels.map((label, i) => ({ label, probability: probabilities[i]! })),
    notes: [...notes, ...doubts.value],
  });
}

/** Through a file, since files are opened by the decoders' processes alone. */
async function prepare(
  image: File,
  spec: Preprocessing,
  decoder: Pick<Decoder, 'modelImage'>,
): Promise<Outcome<GreyImage>> {
  const folder = await mkdtemp(join(tmpdir(), 'overread-preview-'));
  try {
    const [path] = await keepUploads(folder, [image]);
    const read = await decoder.modelImage(path!, spec);
    return read.ok ? success(read.value.image) : read;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function answersOf({ model, values }: ImportedModel, input: Tensor, engine: Engine): Promise<number[]> {
  const session = await engine.open({ model });
  try {
    const outputs = await session.run({ [values.input]: input }, [values.logits]);
    return Array.from(outputs[values.logits]!.data, Number);
  } finally {
    await session.close();
  }
}

/** The first look, before normalisation. */
function asSeen(image: GreyImage, spec: Preprocessing): GreyImage {
  return { width: spec.width, height: spec.height, values: sampleView(image, spec.views[0]!, spec) };
}

function rangeOf({ data }: Tensor): ImportPreview['input'] {
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (const value of data) {
    least = Math.min(least, Number(value));
    most = Math.max(most, Number(value));
    sum += Number(value);
  }
  return { least, most, mean: sum / data.length };
}

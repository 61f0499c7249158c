/** Training images as they are and as the training would change them. */
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { success, type Outcome } from '../../../domain/outcome.ts';
import { createRandom, type Random } from '../../../domain/statistics/random.ts';
import { augment } from '../../../imaging/augmentation/augment.ts';
import { renderGrey } from '../../../imaging/raster/render-png.ts';
import type { Decoder } from '../../decoding/decoder.ts';
import type { Entry } from '../../datasets/training-split/learning-list.ts';
import { designTraining } from '../../training/planning/design-training.ts';
import { loadImages } from '../../training/batches/load-images.ts';
import { changeOf, firstLook } from '../../training/batches/make-batch.ts';
import type { TrainOptions } from '../../training/settings/train-settings.ts';

export interface PreviewWish {
  readonly options: TrainOptions;
  readonly seed: number;
  readonly images: number;
  /** Changed copies of each. */
  readonly variants: number;
}

export interface PreviewedImage {
  readonly label: string;
  /** PNG. */
  readonly original: Uint8Array;
  readonly changed: readonly Uint8Array[];
}

/** The same seed shows the same. Files that can't be read are passed over; faults as of `designTraining`. */
export async function previewAugmentation(
  wish: PreviewWish,
  decoder: Decoder,
): Promise<Outcome<readonly PreviewedImage[]>> {
  const designed = await designTraining(wish.options, 'sketch');
  if (!designed.ok) return designed;
  const { settings, listed, network } = designed.value;
  const { spec } = network;
  // Values as a display shows them, not as the network takes them.
  const shown: Preprocessing = { ...spec, channels: 1, normalisation: { kind: 'fixed', mean: [0], std: [1] } };
  const random = createRandom(`preview ${wish.seed}`);
  const entries = drawEntries(listed[0]!.entries, 2 * wish.images, random.fork('images'));
  const loaded = await loadImages(
    entries.map(({ path }) => path),
    spec,
    { decoder, onProgress: () => undefined },
  );
  const change = changeOf(settings);
  const readable = entries.flatMap((entry, i) => {
    const outcome = loaded[i]!;
    return outcome.ok ? [{ entry, image: outcome.value.image }] : [];
  });
  const render = (values: Float32Array): Promise<Uint8Array> =>
    renderGrey({ width: spec.width, height: spec.height, values });
  const previewed = readable.slice(0, wish.images).map(async ({ entry, image }) => ({
    label: entry.label,
    original: await render(firstLook(image, shown)),
    changed: await Promise.all(
      Array.from({ length: wish.variants }, (_, variant) =>
        render(
          change === null
            ? firstLook(image, shown)
            : augment(image, shown, change, random.fork(`${entry.file} ${variant}`)),
        ),
      ),
    ),
  }));
  return success(await Promise.all(previewed));
}

/** Draws from the training images, a label in turn. */
function drawEntries(entries: readonly Entry[], count: number, random: Random): readonly Entry[] {
  const training = entries.filter(({ split }) => split !== 'val');
  const decks = [...Map.groupBy(training, ({ label }) => label)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, own]) => random.fork(label).shuffle(own));
  const most = Math.max(...decks.map((deck) => deck.length));
  const dealt = Array.from({ length: most }, (_, round) => decks.flatMap((deck) => deck.slice(round, round + 1)));
  return dealt.flat().slice(0, count);
}

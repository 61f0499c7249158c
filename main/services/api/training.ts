/** The contract's trainings, served by a workstation. */
import { found, resultOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

const png = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)], { type: 'image/png' });

export const serveTraining = ({ training: os }: ServedContract, { trainings }: Pick<Workstation, 'trainings'>) => ({
  choices: os.choices.handler(() => trainings.choices()),
  plan: os.plan.handler(async ({ input }) => resultOf(await trainings.plan(input))),
  previewAugmentation: os.previewAugmentation.handler(async ({ input: { request, ...how } }) => {
    const images = resultOf(await trainings.preview(request, how));
    return images.map(({ label, original, changed }) => ({
      label,
      original: png(original),
      changed: changed.map(png),
    }));
  }),
  estimate: os.estimate.handler(async ({ input, signal }) => resultOf(await trainings.estimate(input, signal))),
  start: os.start.handler(async ({ input }) => resultOf(await trainings.start(input))),
  list: os.list.handler(() => trainings.list()),
  get: os.get.handler(({ input }) => found(trainings.get(input.training), 'training.not-found')),
  pause: os.pause.handler(({ input }) => found(trainings.pause(input.training), 'training.not-found')),
  resume: os.resume.handler(({ input }) => resultOf(trainings.resume(input.training))),
  stop: os.stop.handler(({ input }) => found(trainings.stop(input.training), 'training.not-found')),
  remove: os.remove.handler(async ({ input }) => resultOf(await trainings.remove(input.training))),
});

/** The contract's datasets, served by a workstation. */
import { toFrameImage } from './to-frame-image.ts';
import { resultOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveDatasets = ({ datasets: os }: ServedContract, { datasets }: Pick<Workstation, 'datasets'>) => ({
  list: os.list.handler(() => datasets.list()),
  get: os.get.handler(({ input }) => resultOf(datasets.get(input.dataset))),
  add: os.add.handler(async ({ input }) => resultOf(await datasets.add(input.source, input.name))),
  remove: os.remove.handler(({ input }) => datasets.remove(input.dataset)),
  entries: os.entries.handler(async ({ input }) => resultOf(await datasets.entries(input))),
  thumbnail: os.thumbnail.handler(async ({ input }) => {
    const png = resultOf(await datasets.thumbnail(input.dataset, input.index));
    return new Blob([new Uint8Array(png)], { type: 'image/png' });
  }),
  frame: os.frame.handler(async ({ input }) =>
    toFrameImage(resultOf(await datasets.frame(input.dataset, input.index)).frame),
  ),
  audit: os.audit.handler(({ input }) => resultOf(datasets.audit(input.dataset))),
  auditReport: os.auditReport.handler(({ input }) => resultOf(datasets.auditReport(input.dataset))),
});

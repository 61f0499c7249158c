/** The contract's datasets, served by a workstation. */
import { toFrameImage } from './to-frame-image.ts';
import { valueOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveDatasets = ({ datasets: os }: ServedContract, { datasets }: Pick<Workstation, 'datasets'>) => ({
  list: os.list.handler(() => datasets.list()),
  get: os.get.handler(({ input }) => valueOf(datasets.get(input.dataset))),
  add: os.add.handler(async ({ input }) => valueOf(await datasets.add(input.source, input.name))),
  remove: os.remove.handler(({ input }) => datasets.remove(input.dataset)),
  entries: os.entries.handler(async ({ input }) => valueOf(await datasets.entries(input))),
  thumbnail: os.thumbnail.handler(async ({ input }) => {
    const png = valueOf(await datasets.thumbnail(input.dataset, input.index));
    return new Blob([new Uint8Array(png)], { type: 'image/png' });
  }),
  frame: os.frame.handler(async ({ input }) =>
    toFrameImage(valueOf(await datasets.frame(input.dataset, input.index)).frame),
  ),
  audit: os.audit.handler(({ input }) => valueOf(datasets.audit(input.dataset))),
  auditReport: os.auditReport.handler(({ input }) => valueOf(datasets.auditReport(input.dataset))),
});

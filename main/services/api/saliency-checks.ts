import { resultOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveSaliencyChecks = (os: ServedContract, { saliencyChecks }: Workstation) => ({
  list: os.saliencyChecks.list.handler(() => saliencyChecks.list()),
  start: os.saliencyChecks.start.handler(async ({ input }) => resultOf(await saliencyChecks.start(input))),
});

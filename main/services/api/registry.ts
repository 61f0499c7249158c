import type { ServedContract } from './serve-contract.ts';
import { resultOf } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveRegistry = ({ registry: os }: ServedContract, { registry }: Pick<Workstation, 'registry'>) => ({
  overview: os.overview.handler(() => registry.overview()),
  history: os.history.handler(({ input }) => resultOf(registry.history(input.role))),
  setGate: os.setGate.handler(async ({ input }) => resultOf(await registry.setGate(input))),
  runGate: os.runGate.handler(({ input }) => resultOf(registry.runGate(input.model))),
  promote: os.promote.handler(({ input }) => resultOf(registry.promote(input))),
  rollBack: os.rollBack.handler(({ input }) => resultOf(registry.rollBack(input.role, input.reason))),
  importModel: os.importModel.handler(async ({ input: { file, ...given } }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return resultOf(await registry.importModel(bytes, { ...given, fileName: file.name }));
  }),
  previewImport: os.previewImport.handler(async ({ input: { file, image, ...given } }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return resultOf(await registry.previewImport(bytes, image, { ...given, fileName: file.name }));
  }),
  combine: os.combine.handler(async ({ input }) => resultOf(await registry.combine(input))),
  remove: os.remove.handler(async ({ input }) => resultOf(await registry.remove(input.model))),
});

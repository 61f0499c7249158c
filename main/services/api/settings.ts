import type { Workstation } from '../composition/workstation.ts';
import type { ServedContract } from './serve-contract.ts';

export function serveSettings(os: ServedContract, { settings }: Workstation) {
  return {
    get: os.settings.get.handler(() => settings.get()),
    setReader: os.settings.setReader.handler(({ input }) => settings.setReader(input.reader)),
    setBudget: os.settings.setBudget.handler(({ input }) => settings.setBudget(input)),
  };
}

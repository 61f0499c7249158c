import type { Workstation } from '../composition/workstation.ts';
import type { ServedContract } from './serve-contract.ts';

export function serveSettings(os: ServedContract, { settings, events }: Workstation) {
  return {
    get: os.settings.get.handler(() => settings.get()),
    setReader: os.settings.setReader.handler(({ input }) => settings.setReader(input.reader)),
    setBudget: os.settings.setBudget.handler(({ input }) => settings.setBudget(input)),
    setRefusesUnknown: os.settings.setRefusesUnknown.handler(async ({ input }) => {
      const changed = await settings.setRefusesUnknown(input.refusesUnknown);
      // Whom they accept has changed, and with it the fingerprint of what they say.
      events.publish({ type: 'modelsChanged' });
      return changed;
    }),
  };
}

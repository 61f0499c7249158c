import type { Workstation } from '../composition/workstation.ts';
import { resultOf, type ServedContract } from './serve-contract.ts';

export function serveBackups(os: ServedContract, { backups }: Workstation) {
  return {
    overview: os.backups.overview.handler(() => backups.overview()),
    make: os.backups.make.handler(async ({ input }) => resultOf(await backups.make(input.passphrase))),
    setSchedule: os.backups.setSchedule.handler(({ input }) => backups.setSchedule(input)),
    restore: os.backups.restore.handler(async ({ input }) =>
      resultOf(await backups.restore(input.name, input.passphrase)),
    ),
    cancelRestore: os.backups.cancelRestore.handler(() => backups.cancelRestore()),
  };
}

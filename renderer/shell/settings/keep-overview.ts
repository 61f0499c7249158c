import type { BackupOverview } from '../../../main/contract/backups.ts';
import { operations } from '../../shared/client/client.ts';
import { queryClient } from '../../shared/client/query-client.ts';

/** Every operation on backups answers with how they stand afterwards. */
export function keepOverview(overview: BackupOverview): void {
  queryClient.setQueryData(operations.backups.overview.queryKey(), overview);
}

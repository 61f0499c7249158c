/** The folder of `--data`, registered and audited as the Data page does it. */
import { resolve } from 'node:path';
import type { ContractClient } from '../../../contract/contract.ts';
import type { DatasetId } from '../../../domain/ids.ts';
import { followJob, type Following } from './follow-job.ts';

/** Null when the person interrupted the audit. */
export async function registerFolder(
  client: ContractClient,
  folder: string,
  following: Following,
): Promise<DatasetId | null> {
  let dataset: DatasetId | null = null;
  const ended = await followJob(
    client,
    async () => {
      const added = await client.datasets.add({ source: { kind: 'folder', path: resolve(folder) } });
      dataset = added.dataset.id;
      return added.job;
    },
    following,
  );
  return ended.state === 'done' ? dataset : null;
}

/** All of them, in their order; null when the person interrupted an audit. */
export async function registerFolders(
  client: ContractClient,
  folders: readonly string[],
  following: Following,
): Promise<DatasetId[] | null> {
  const datasets: DatasetId[] = [];
  for (const folder of folders) {
    const dataset = await registerFolder(client, folder, following);
    if (dataset === null) return null;
    datasets.push(dataset);
  }
  return datasets;
}

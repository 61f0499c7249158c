/** Datasets through every host. */
import { auditSentenceOf } from '../../main/contract/messages/audit-sentences.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DatasetId } from '../../main/domain/ids.ts';
import type { AppContext } from '../../main/hosts/app-context.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { createFolders, openTestContext } from '../support/app-context.ts';
import { hosts, type Client, type OpenHost } from './hosts.ts';
import { faultCodeOf } from './outcomes.ts';

vi.mock('electron', async () => ({ ipcMain: (await import('./fake-ipc.ts')).fakeIpc }));

/** Two labels in two splits, one phantom in both. */
async function writeDataset(folder: string): Promise<void> {
  const places = ['train/NORMAL', 'train/PNEUMONIA', 'val/NORMAL', 'val/PNEUMONIA'];
  for (const [i, place] of places.entries()) {
    const label = i % 2 === 0 ? 'NORMAL' : 'PNEUMONIA';
    mkdirSync(join(folder, place), { recursive: true });
    const png = await renderPng(createPhantom({ seed: i === 2 ? 0 : i, label, size: 96 }).frame);
    writeFileSync(join(folder, place, `${i}.png`), png);
  }
}

describe.each(Object.entries(hosts))('%s', (_, { hasRoots, open }) => {
  const folders = createFolders();
  let context: AppContext;
  let host: OpenHost;
  let client: Client;
  let dataset: DatasetId;

  beforeAll(async () => {
    await writeDataset(join(folders.cases, 'set'));
    context = await openTestContext(folders, hasRoots);
    host = await open(context.workstation);
    client = host.client;
    const stop = new AbortController();
    const events = await client.system.events(undefined, { signal: stop.signal });
    const added = await client.datasets.add({ source: { kind: 'folder', path: join(folders.cases, 'set') } });
    dataset = added.dataset.id;
    for await (const event of events) {
      if (event.type !== 'job' || event.job.id !== added.job.id || event.job.state !== 'done') continue;
      stop.abort();
      break;
    }
  });
  afterAll(async () => {
    await host.close();
    await context.close();
    folders.remove();
  });

  test('lists a dataset with what its audit found', async () => {
    const [listed] = await client.datasets.list();
    expect(listed).toMatchObject({ id: dataset, name: 'set', labels: ['NORMAL', 'PNEUMONIA'] });
    expect(auditSentenceOf(listed!.audit!.sentences[0]!)).toMatch(/^1 pair of the same image in two splits/);
    const report = await client.datasets.auditReport({ dataset });
    expect(report!.summary).toEqual(listed!.audit);
    expect(report!.duplicates).toMatchObject([{ kind: 'file', isAcrossSplits: true }]);
  });

  test('shows its images', async () => {
    const page = await client.datasets.entries({ dataset, label: 'NORMAL' });
    expect(page).toMatchObject({ total: 2, fingerprint: (await client.datasets.get({ dataset })).fingerprint });
    const { index } = page.rows[0]!;
    const thumbnail = new Uint8Array(await (await client.datasets.thumbnail({ dataset, index })).arrayBuffer());
    expect(Buffer.from(thumbnail.subarray(1, 4)).toString()).toBe('PNG');
    const image = await client.datasets.frame({ dataset, index });
    expect(image.pixels.size).toBe(image.metadata.rows * image.metadata.columns);
    expect(await faultCodeOf(client.datasets.thumbnail({ dataset, index: 99 }))).toBe('dataset.no-such-image');
  });

  test(`takes ${hasRoots ? 'no' : 'any'} folder outside those that were given`, async () => {
    const path = join(folders.base, 'outside');
    mkdirSync(path, { recursive: true });
    const added = client.datasets
      .add({ source: { kind: 'folder', path } })
      .then(({ dataset: { id } }) => client.datasets.remove({ dataset: id }).then(() => 'taken'));
    if (hasRoots) expect(await faultCodeOf(added)).toBe('file.forbidden');
    else expect(await added).toBe('taken');
  });

  test('takes no folder that is not there, and no other kind of source', async () => {
    const missing = client.datasets.add({ source: { kind: 'folder', path: join(folders.cases, 'nowhere') } });
    expect(await faultCodeOf(missing)).toBe('file.missing');
    const strange = client.datasets.add({ source: { kind: 'table' } as never });
    await expect(strange).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('forgets it', async () => {
    expect(await client.datasets.remove({ dataset })).toEqual([]);
    expect(await faultCodeOf(client.datasets.get({ dataset }))).toBe('dataset.not-found');
  });
});

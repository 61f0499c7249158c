/** Datasets through every door. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DatasetId } from '../../main/domain/ids.ts';
import type { House } from '../../main/hosts/assemble.ts';
import { createPhantom } from '../../main/imaging/phantom/phantom.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { createFolders, openHouse } from '../support/house.ts';
import { doors, type Client, type OpenDoor } from './doors.ts';

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

describe.each(Object.entries(doors))('%s', (_, open) => {
  const folders = createFolders();
  let house: House;
  let door: OpenDoor;
  let client: Client;
  let dataset: DatasetId;

  beforeAll(async () => {
    await writeDataset(join(folders.cases, 'set'));
    house = await openHouse(folders);
    door = await open(house.workstation);
    client = door.client;
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
    await door.close();
    await house.close();
    folders.remove();
  });

  test('lists a dataset with what its audit found', async () => {
    const [listed] = await client.datasets.list();
    expect(listed).toMatchObject({ id: dataset, name: 'set', labels: ['NORMAL', 'PNEUMONIA'] });
    expect(listed!.audit!.sentences[0]!.sentence).toMatch(/^1 pair of the same image in two splits/);
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
    await expect(client.datasets.thumbnail({ dataset, index: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('takes no folder outside those that may be read, and no other kind of source', async () => {
    const outside = client.datasets.add({ source: { kind: 'folder', path: folders.base } });
    await expect(outside).rejects.toMatchObject({ code: 'FORBIDDEN_PATH' });
    const strange = client.datasets.add({ source: { kind: 'table' } as never });
    await expect(strange).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('forgets it', async () => {
    expect(await client.datasets.remove({ dataset })).toEqual([]);
    await expect(client.datasets.get({ dataset })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

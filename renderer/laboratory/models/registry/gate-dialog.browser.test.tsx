import { expect, test } from 'vitest';
import type { Role } from '../../../../main/contract/registry.ts';
import type { RegisteredDataset } from '../../../../main/domain/datasets/dataset.ts';
import { datasetId } from '../../../../main/domain/ids.ts';
import { show } from '../../../../tests/support/components/show.tsx';
import { GateDialog } from './gate-dialog.tsx';

const role: Role = { id: 'PNEUMONIA', versions: [], current: null, previous: null, gate: null };

const dataset = (id: number, name: string, perSplit: Readonly<Record<string, number>>): RegisteredDataset => ({
  id: datasetId.parse(id),
  name,
  source: { kind: 'folder', path: `/${name}` },
  addedAt: '2026-01-01T00:00:00Z',
  fingerprint: 'f',
  labels: ['NORMAL', 'PNEUMONIA'],
  counts: { images: 10, patients: 8, ofUnknownPatients: 0, perLabel: {}, perSplit },
  audit: null,
});
const list = () => [dataset(1, 'divided', { train: 6, val: 2, test: 2 }), dataset(2, 'whole', { none: 10 })];

test('only parts that the chosen dataset has are offered, its test part first', async () => {
  const { getByRole } = await show(<GateDialog role={role} onClose={() => undefined} />, { datasets: { list } });
  await getByRole('combobox', { name: /^Frozen set/ }).click();
  await getByRole('option', { name: 'divided' }).click();
  await expect.element(getByRole('combobox', { name: /^Part of the frozen set/ })).toHaveTextContent('test');
  await getByRole('combobox', { name: /^Frozen set/ }).click();
  await getByRole('option', { name: 'whole' }).click();
  await expect.element(getByRole('combobox', { name: /^Part of the frozen set/ })).toHaveTextContent('all of it');
  await getByRole('combobox', { name: /^Part of the frozen set/ }).click();
  await expect.element(getByRole('option', { name: 'all of it' })).toBeVisible();
  await expect.poll(() => getByRole('option').elements().length).toBe(1);
});

test('what is set is the dataset and the part that were chosen', async () => {
  const { getByRole, calls } = await show(<GateDialog role={role} onClose={() => undefined} />, {
    datasets: { list },
    registry: { setGate: () => ({}) as never },
  });
  for (const name of [/^Frozen set/, /^Validation set/]) {
    await getByRole('combobox', { name }).click();
    await getByRole('option', { name: 'whole' }).click();
  }
  await getByRole('button', { name: 'Set the gate' }).click();
  await expect
    .poll(() => calls.find(({ operation }) => operation === 'registry.setGate')?.input)
    .toMatchObject({ frozen: { dataset: 2, split: null }, validation: { dataset: 2, split: null } });
});

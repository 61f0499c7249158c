import { expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { DataTable } from './data-table.tsx';

test('names itself, its columns and the rows by their first cell', async () => {
  const { getByRole } = await show(
    <DataTable
      caption="Images by class"
      columns={[{ title: 'Class' }, { title: 'Images', isNumber: true }]}
      rows={[{ id: 'a', cells: ['Pneumonia', '12'] }]}
    />,
  );
  await expect.element(getByRole('table', { name: 'Images by class' })).toBeVisible();
  await expect.element(getByRole('columnheader', { name: 'Images' })).toBeVisible();
  await expect.element(getByRole('rowheader', { name: 'Pneumonia' })).toBeVisible();
});

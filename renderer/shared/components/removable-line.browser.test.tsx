import { expect, test, vi } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { LineList, RemovableLine } from './removable-line.tsx';

test('a line opens and is removed by two buttons, and only by the first where it can’t be removed', async () => {
  const open = vi.fn();
  const remove = vi.fn();
  const { getByRole } = await show(
    <LineList label="Runs">
      <RemovableLine
        isCurrent
        onOpen={open}
        testId="run"
        removal={{ hint: 'Remove', label: 'Remove A', onRemove: remove }}
      >
        A
      </RemovableLine>
      <RemovableLine isCurrent={false} onOpen={open} testId="run" removal={null}>
        B
      </RemovableLine>
    </LineList>,
  );
  await getByRole('button', { name: 'Remove A' }).click();
  expect(remove).toHaveBeenCalledTimes(1);
  expect(open).not.toHaveBeenCalled();
  await getByRole('button', { name: 'B', exact: true }).click();
  expect(open).toHaveBeenCalledTimes(1);
  expect(getByRole('button').all()).toHaveLength(3);
});

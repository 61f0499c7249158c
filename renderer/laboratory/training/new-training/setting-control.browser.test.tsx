import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { settingFields } from '../../../../main/contract/training-settings/setting-fields.ts';
import type { SettingName } from '../../../../main/contract/training-settings/setting-table.ts';
import { show } from '../../../../tests/support/components/show.tsx';
import { SettingControl } from './setting-control.tsx';

interface ControlledProps {
  readonly name: SettingName;
  readonly initial: unknown;
  readonly onChange?: (value: unknown) => void;
}

/** A setting as the Train page holds it. */
function Controlled({ name, initial, onChange }: ControlledProps) {
  const [own, setOwn] = useState<unknown>(undefined);
  return (
    <SettingControl
      field={settingFields.find((field) => field.name === name)!}
      value={own ?? initial}
      isOwn={own !== undefined}
      onChange={(value) => {
        setOwn(value);
        onChange?.(value);
      }}
    />
  );
}

test('a number outside of its range says which there are, where it is typed, and changes nothing', async () => {
  const change = vi.fn();
  const { getByLabelText, getByText } = await show(<Controlled name="batch" initial={32} onChange={change} />);
  const field = getByLabelText('Batch size (images)');
  await field.fill('1');
  await expect.element(getByText('A whole number from 2 to 1024')).toBeVisible();
  expect(change).not.toHaveBeenCalled();
  await field.fill('8');
  await expect.element(getByText('A whole number from 2 to 1024')).not.toBeInTheDocument();
  expect(change).toHaveBeenLastCalledWith(8);
});

test('a changed setting can be reset to the default', async () => {
  const { getByLabelText, getByRole } = await show(<Controlled name="epochs" initial={30} />);
  await expect.element(getByRole('button', { name: 'Reset Epochs' })).not.toBeInTheDocument();
  await getByLabelText('Epochs').fill('5');
  await getByRole('button', { name: 'Reset Epochs' }).click();
  await expect.element(getByLabelText('Epochs')).toHaveValue('30');
});

test('a choice shows its standard terms and gives the value of the schema', async () => {
  const change = vi.fn();
  const { getByRole } = await show(<Controlled name="schedule" initial="cosine" onChange={change} />);
  await getByRole('combobox', { name: 'Learning-rate schedule' }).click();
  await getByRole('option', { name: 'Step decay' }).click();
  expect(change).toHaveBeenCalledWith('step');
});

import { expect, test, vi } from 'vitest';
import { createRef } from 'react';
import { show } from '../../../tests/support/components/show.tsx';
import { YourReadSection } from './your-read-section.tsx';

const callbacks = () => ({ onNote: vi.fn(), onSaveNote: vi.fn(), onAnswer: vi.fn(), onTakeBack: vi.fn() });

test('a note can be saved without a verdict, and on a study that no model has scored', async () => {
  const calls = callbacks();
  const { getByRole } = await show(
    <YourReadSection modelFinding={null} answer={null} note="Left hilum?" noteField={createRef()} isReady {...calls} />,
  );
  await expect.element(getByRole('button', { name: 'Agree', exact: true })).not.toBeInTheDocument();
  await getByRole('button', { name: 'Save note' }).click();
  expect(calls.onSaveNote).toHaveBeenCalledOnce();
});

test('nothing can be sent while the workstation does not answer, and typing goes on', async () => {
  const calls = callbacks();
  const { getByRole } = await show(
    <YourReadSection
      modelFinding={null}
      answer={null}
      note="Left hilum?"
      noteField={createRef()}
      isReady={false}
      {...calls}
    />,
  );
  await expect.element(getByRole('button', { name: 'Save note' })).toBeDisabled();
  await getByRole('textbox', { name: 'Note' }).fill('Left hilum, or right?');
  expect(calls.onNote).toHaveBeenLastCalledWith('Left hilum, or right?');
});

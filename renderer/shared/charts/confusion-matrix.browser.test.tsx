import { expect, test, vi } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { ConfusionMatrix } from './confusion-matrix.tsx';

const labels = ['PNEUMONIA', 'NORMAL'];
const counts = [
  [8, 2],
  [0, 10],
];

test('a cell opens its images by their truth and prediction; one without images opens nothing', async () => {
  const open = vi.fn();
  const { getByRole } = await show(
    <ConfusionMatrix truths={labels} predictions={labels} counts={counts} onOpen={open} />,
  );
  await getByRole('button', { name: /truly Pneumonia, predicted Normal/ }).click();
  expect(open).toHaveBeenCalledWith(0, 1);
  await expect.element(getByRole('button', { name: /truly Normal, predicted Pneumonia/ })).toBeDisabled();
});

test('right and wrong cells differ in words and in pattern, not in shade alone', async () => {
  const { getByRole } = await show(
    <ConfusionMatrix truths={labels} predictions={labels} counts={counts} onOpen={() => undefined} />,
  );
  const right = getByRole('button', { name: /truly Pneumonia, predicted Pneumonia/ });
  const wrong = getByRole('button', { name: /truly Pneumonia, predicted Normal/ });
  await expect.poll(() => right.element().textContent).toMatch(/80\s%\sright/);
  expect(wrong.element().textContent).toMatch(/20\s%\swrong/);
  const patternOf = (cell: typeof right): string => getComputedStyle(cell.element()).backgroundImage;
  expect(patternOf(right)).toBe('none');
  expect(patternOf(wrong)).toContain('repeating-linear-gradient');
});

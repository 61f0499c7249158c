import { useMemo, useReducer } from 'react';
import { expect, test } from 'vitest';
import { createRandom } from '../../../main/domain/statistics/random.ts';
import { drawResamples } from '../../../main/domain/statistics/resamples.ts';
import { show } from '../../../tests/support/components/show.tsx';
import { beginExploring, explore } from './exploration.ts';
import type { FindingEntries } from './finding-entries.ts';
import { RateFigures } from './rate-figures.tsx';
import { ThresholdBar } from './threshold-bar.tsx';
import { useRates } from './use-rates.ts';

const entries: FindingEntries = {
  label: 'PNEUMONIA',
  entries: [0, 1, 2, 3, 4, 5],
  patients: ['a', 'b', 'c', 'd', 'e', 'f'],
  probabilities: [0.9, 0.7, 0.3, 0.6, 0.2, 0.1],
  positives: [true, true, true, false, false, false],
};

/** The bar with the rates that follow it, as on the page. */
function Rates() {
  const [state, dispatch] = useReducer(explore, 0.5, beginExploring);
  const resamples = useMemo(() => drawResamples(entries.patients, createRandom('test'), 50), []);
  const moving = useRates(entries, state.threshold, state.prevalence, resamples);
  return (
    <>
      <ThresholdBar
        presets={[{ title: '0.50', threshold: 0.5 }]}
        cases={entries}
        resamples={resamples}
        state={state}
        dispatch={dispatch}
      />
      <RateFigures moving={moving} />
    </>
  );
}

test('the rates follow the threshold that a wanted sensitivity needs, and a preset leads back', async () => {
  const { getByRole, getByTestId } = await show(<Rates />);
  const sensitivity = getByTestId('rates').getByText('Sensitivity', { exact: true }).element().parentElement!;
  expect(sensitivity.textContent).toContain('0.667');
  await getByRole('textbox', { name: 'Sensitivity at least' }).fill('100');
  await getByRole('button', { name: 'Find threshold' }).click();
  await expect.poll(() => sensitivity.textContent).toContain('1.000');
  await expect.element(getByRole('button', { name: /^Yours 0\.25/ })).toHaveAttribute('aria-pressed', 'true');
  await getByRole('button', { name: '0.50', exact: true }).click();
  await expect.poll(() => sensitivity.textContent).toContain('0.667');
});

test('a share that is no number between 0 and 100 finds nothing', async () => {
  const { getByRole } = await show(<Rates />);
  await getByRole('textbox', { name: 'Sensitivity at least' }).fill('many');
  await expect.element(getByRole('button', { name: 'Find threshold' })).toBeDisabled();
});

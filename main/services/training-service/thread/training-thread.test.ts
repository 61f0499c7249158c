import { expect, test } from 'vitest';
import { decoder } from '../../../../tests/support/decoder.ts';
import { openTrainingThread } from './training-thread.ts';

test('a thread that has ended says so instead of never answering', async () => {
  const thread = openTrainingThread(decoder);
  const options = { data: [], out: 'nowhere' } as never;
  const cut = thread.describe(options);
  await thread.close();
  await expect(cut).rejects.toThrow('ended');
  expect(thread.hasEnded()).toBe(true);
  await expect(thread.describe(options)).rejects.toThrow('ended');
});

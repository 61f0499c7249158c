import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { queryClient } from './query-client.ts';

afterEach(() => {
  onlineManager.setOnline(true);
  queryClient.clear();
});

test('asks and tells without a network: the server is on this machine', async () => {
  onlineManager.setOnline(false);
  expect(await queryClient.fetchQuery({ queryKey: ['asked'], queryFn: () => 'answer' })).toBe('answer');
  const mutation = queryClient
    .getMutationCache()
    .build(queryClient, { mutationFn: (told: string) => Promise.resolve(told) });
  expect(await mutation.execute('told')).toBe('told');
});

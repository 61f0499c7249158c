import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { sentenceOf } from './fault-text.ts';

test('a bug is told in the words of the workstation, which say what to do', () => {
  const message = 'Something unexpected went wrong. Try again; if it stays, restart Overread and report it.';
  expect(sentenceOf(new ORPCError('INTERNAL_SERVER_ERROR', { message }))).toBe(message);
});

test('the name of a code is no sentence for a person', () => {
  expect(sentenceOf(new ORPCError('INTERNAL_SERVER_ERROR'))).toMatch(/details below/);
  expect(sentenceOf(new ORPCError('BAD_REQUEST', { message: 'Input validation failed' }))).toMatch(/details below/);
});

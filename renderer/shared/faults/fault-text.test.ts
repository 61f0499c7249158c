import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { detailsOf, sentenceOf } from './fault-text.ts';

test('a fault of the services is told in a sentence of the page', () => {
  const fault = { code: 'image.no-such-frame', details: { count: 3 } };
  const error = new ORPCError('NOT_FOUND', { status: 404, message: 'for logs', data: { fault } });
  expect(sentenceOf(error)).toBe('The image has 3 frames. Choose one of them.');
  expect(detailsOf(error)).toBe('image.no-such-frame (NOT_FOUND, 404)');
});

test('a bug is told in the words of the workstation, which say what to do', () => {
  const data = { fault: { code: 'program.unexpected', details: {} } };
  expect(sentenceOf(new ORPCError('INTERNAL_SERVER_ERROR', { data }))).toMatch(/^Something unexpected.*Try again/);
});

test('an error without a fault is for nobody to read, whatever its message ends with', () => {
  expect(sentenceOf(new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Some text.' }))).toMatch(/details below/);
  expect(sentenceOf(new ORPCError('BAD_REQUEST', { message: 'Input validation failed' }))).toMatch(/details below/);
});

import { expect, test } from 'vitest';
import { sendFormsWhole } from './whole-forms.ts';

function answer(): FormData {
  const form = new FormData();
  form.set('data', '{"rows":2}');
  form.set('0', new Blob([new Uint8Array(500_000).fill(7)]));
  return form;
}

const send = () =>
  sendFormsWhole({
    next: () => Promise.resolve({ matched: true, response: { status: 200, headers: {}, body: answer() } }),
  });

test('a form arrives as it was sent', async () => {
  const { response } = await send();
  const type = String(response!.headers['content-type']);
  const received = await new Response(response!.body as ReadableStream, {
    headers: { 'content-type': type },
  }).formData();
  expect(received.get('data')).toBe('{"rows":2}');
  expect((received.get('0') as File).size).toBe(500_000);
});

test('a page that hangs up in the middle of a form leaves no error that would end the process', async () => {
  const faults: unknown[] = [];
  const note = (fault: unknown): void => void faults.push(fault);
  process.on('unhandledRejection', note);
  for (let i = 0; i < 3; i++) {
    const { response } = await send();
    const reader = (response!.body as ReadableStream).getReader();
    await reader.read();
    await reader.cancel();
  }
  // By the time a whole form has come through, what was left behind would have failed.
  await new Response((await send()).response!.body as ReadableStream).arrayBuffer();
  process.off('unhandledRejection', note);
  expect(faults).toEqual([]);
});

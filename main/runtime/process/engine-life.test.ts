import { expect, test } from 'vitest';
import { beginLife } from './engine-life.ts';
import type { FromChild, ToChild } from './engine-messages.ts';

function makeChild() {
  const sent: ToChild[] = [];
  let answer: (message: FromChild) => void = () => undefined;
  const child = {
    send: (message: ToChild) => void sent.push(message),
    onMessage: (listener: (message: FromChild) => void) => void (answer = listener),
    onMemory: () => undefined,
    onExit: () => undefined,
    kill: () => undefined,
  };
  return { child, sent, answer: (message: FromChild) => answer(message) };
}

test('a call that is cancelled rejects at once, tells the process, and its answer is dropped', async () => {
  const { child, sent, answer } = makeChild();
  const life = beginLife(child);
  const controller = new AbortController();
  const cancelled = life.call({ call: 'peak memory' }, controller.signal);
  const other = life.call({ call: 'peak memory' });
  const reason = new Error('Not wanted any more');
  controller.abort(reason);
  await expect(cancelled).rejects.toBe(reason);
  expect(sent.map(({ kind }) => kind)).toEqual(['call', 'call', 'cancel']);
  expect(sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  answer({ kind: 'result', id: 1, value: 1 });
  answer({ kind: 'result', id: 2, value: 2 });
  expect(await other).toBe(2);
  await expect(life.call({ call: 'peak memory' }, controller.signal)).rejects.toBe(reason);
  expect(sent).toHaveLength(3);
});

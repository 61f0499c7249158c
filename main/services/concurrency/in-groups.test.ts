import { describe, expect, test } from 'vitest';
import { inGroups } from './in-groups.ts';

/** Yields when it is told to, and says what it has been asked for. */
function makeSource(count: number) {
  const yields = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const state = { asked: 0, isReturned: false };
  async function* read(): AsyncGenerator<number, void, undefined> {
    try {
      for (const [i, { promise }] of yields.entries()) {
        state.asked = i + 1;
        await promise;
        yield i;
      }
    } finally {
      state.isReturned = true;
    }
  }
  return { state, source: read(), release: (i: number) => yields[i]!.resolve() };
}

/** Everything that can go on without an answer from outside has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('groups', () => {
  test('hold what has come while the one before was worked on, in order', async () => {
    const { source, release } = makeSource(4);
    const groups = inGroups(source, 8);
    release(0);
    expect((await groups.next()).value).toEqual([0]);
    release(1);
    release(2);
    await settled();
    expect((await groups.next()).value).toEqual([1, 2]);
    release(3);
    expect((await groups.next()).value).toEqual([3]);
    expect(await groups.next()).toEqual({ done: true, value: undefined });
  });

  test('no more is asked for than one group may hold', async () => {
    const { source, release, state } = makeSource(5);
    const groups = inGroups(source, 2);
    for (let i = 0; i < 5; i++) release(i);
    expect((await groups.next()).value!.length).toBeLessThanOrEqual(2);
    await settled();
    expect(state.asked).toBeLessThan(5);
    const rest: number[] = [];
    for await (const group of groups) rest.push(...group);
    expect(rest.at(-1)).toBe(4);
  });

  test('end the source when nobody reads on', async () => {
    const { source, release, state } = makeSource(3);
    const groups = inGroups(source, 1);
    release(0);
    await groups.next();
    release(1);
    await groups.return();
    await settled();
    expect(state.isReturned).toBe(true);
  });

  test('fail as the source does, after what came before', async () => {
    async function* failing(): AsyncGenerator<number, void, undefined> {
      yield 1;
      await Promise.resolve();
      throw new Error('The source failed');
    }
    const groups = inGroups(failing(), 4);
    await expect(
      (async () => {
        for await (const group of groups) expect(group).toEqual([1]);
      })(),
    ).rejects.toThrow('The source failed');
  });
});

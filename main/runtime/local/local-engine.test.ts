import { afterAll, describe, expect, test } from 'vitest';
import { float32, scalar } from '../../domain/tensor.ts';
import { createBuilder } from '../../graph/ir/builder.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { createLocalEngine } from './local-engine.ts';

const engine = await createLocalEngine({ threads: 1 });
afterAll(() => engine.close());

/** total' = total + step; twice = 2 · total'. */
function counter(): Uint8Array {
  const graph = createBuilder({ name: 'counter' });
  const next = graph.node(
    'Add',
    [graph.input('total', { type: 'float32', dims: [2] }), graph.input('step', { type: 'float32', dims: [] })],
    {},
    'next',
  );
  graph.node('Mul', [next, graph.scalar(2)], {}, 'twice');
  graph.output('next', { type: 'float32', dims: [2] });
  graph.output('twice', { type: 'float32', dims: [2] });
  return writeOnnx(graph.finish());
}

const carried = { model: counter(), carry: { total: 'next' }, initial: { total: float32([2], [0, 10]) } };

describe('a session', () => {
  test('keeps carried values between runs and gives them on request', async () => {
    const session = await engine.open(carried);
    await session.run({ step: scalar(1) });
    const { twice, next } = await session.run({ step: scalar(2) });
    expect([...twice!.data]).toEqual([6, 26]);
    expect(next).toBeUndefined();
    expect([...(await session.state())['total']!.data]).toEqual([3, 13]);
  });

  test('runs in the order of the calls when several are made at once', async () => {
    const session = await engine.open(carried);
    const results = await Promise.all([1, 2, 3].map((step) => session.run({ step: scalar(step) })));
    expect(results.map(({ twice }) => twice!.data[0])).toEqual([2, 6, 12]);
  });

  test('leaves the first values of another session alone', async () => {
    await (await engine.open(carried)).run({ step: scalar(5) });
    expect([...carried.initial.total.data]).toEqual([0, 10]);
  });

  test('works without carried values and gives the outputs that are named', async () => {
    const session = await engine.open({ model: counter() });
    const outputs = await session.run({ total: float32([2], [1, 1]), step: scalar(1) }, ['next']);
    expect(Object.keys(outputs)).toEqual(['next']);
  });

  test('says what is wrong with a feed', async () => {
    const session = await engine.open(carried);
    await expect(session.run({})).rejects.toThrow('The model also wants the input "step"');
    await expect(session.run({ step: float32([2], [1, 2]) })).rejects.toThrow(
      'The input "step" is float32 [2], but the model wants float32 []',
    );
    await expect(session.run({ step: scalar(1), other: scalar(1) })).rejects.toThrow('The model has no input "other"');
    await expect(session.run({ step: scalar(1) }, ['nothing'])).rejects.toThrow('The model has no output "nothing"');
    await expect(engine.open({ model: counter(), carry: { total: 'next' } })).rejects.toThrow(
      '"total" has no first value',
    );
  });

  test('refuses work once it is closed', async () => {
    const session = await engine.open(carried);
    await session.close();
    await expect(session.run({ step: scalar(1) })).rejects.toThrow('closed');
  });

  test('a run that is not wanted any more rejects at once, and one that waits is not begun', async () => {
    const session = await engine.open(carried);
    const controller = new AbortController();
    const { signal } = controller;
    const underWay = session.run({ step: scalar(1) }, undefined, signal);
    const waiting = session.run({ step: scalar(10) }, undefined, signal);
    controller.abort(new Error('Not wanted any more'));
    await expect(underWay).rejects.toThrow('Not wanted any more');
    await expect(waiting).rejects.toThrow('Not wanted any more');
    const { total } = await session.state();
    expect([0, 1]).toContain(Number(total!.data[0]));
    await session.close();
  });
});

import { describe, expect, test } from 'vitest';
import type { WorkstationEvent } from '../../contract/contract.ts';
import { studyId } from '../../domain/ids.ts';
import { createEventHub } from './event-hub.ts';

const changed: WorkstationEvent = { type: 'worklistChanged' };
const study = (id: number): WorkstationEvent => ({ type: 'studyChanged', studyId: studyId.parse(id) });

describe('the event hub', () => {
  test('gives every listener every event from the moment it subscribes', async () => {
    const hub = createEventHub();
    const [one, two] = [hub.subscribe(), hub.subscribe()];
    hub.publish(study(1));
    expect(await one.next()).toEqual({ done: false, value: study(1) });
    expect(await two.next()).toEqual({ done: false, value: study(1) });
    const next = one.next();
    hub.publish(study(2));
    expect((await next).value).toEqual(study(2));
  });

  test('ends at the signal, also while it waits', async () => {
    const hub = createEventHub();
    const controller = new AbortController();
    const waiting = hub.subscribe(controller.signal).next();
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('keeps only the newest news of a thing for a slow listener', async () => {
    const hub = createEventHub();
    const listener = hub.subscribe();
    for (const event of [changed, study(1), changed, study(1), study(2), changed]) hub.publish(event);
    const got = [await listener.next(), await listener.next(), await listener.next()].map(({ value }) => value);
    expect(got).toEqual([study(1), study(2), changed]);
  });

  test('runs what it is given only while somebody listens', async () => {
    const runs: string[] = [];
    const hub = createEventHub(() => {
      runs.push('start');
      return () => void runs.push('end');
    });
    const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
    const [first, second] = [hub.subscribe(one.signal).next(), hub.subscribe(two.signal).next()];
    one.abort();
    await first;
    expect(runs).toEqual(['start']);
    two.abort();
    await second;
    expect(runs).toEqual(['start', 'end']);
    const third = hub.subscribe(three.signal).next();
    expect(runs).toEqual(['start', 'end', 'start']);
    three.abort();
    await third;
    expect(runs).toEqual(['start', 'end', 'start', 'end']);
  });

  test('never holds more than a bounded number of events', async () => {
    const hub = createEventHub();
    const controller = new AbortController();
    const listener = hub.subscribe(controller.signal);
    for (let id = 1; id <= 10_000; id++) hub.publish(study(id));
    const got: WorkstationEvent[] = [];
    for await (const event of listener) {
      got.push(event);
      if (event.type === 'studyChanged' && event.studyId === 10_000) controller.abort();
    }
    expect(got).toHaveLength(256);
  });
});

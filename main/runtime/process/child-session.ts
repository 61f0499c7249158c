/** A session of an engine process, as its parent has it. */
import type { EngineLife } from './engine-life.ts';
import { EngineStoppedError } from '../engine.ts';
import type { EngineSession, SessionOptions, Tensors } from '../engine.ts';
import { parcelsOf } from './transfer-chunks.ts';
import { stateSizes } from '../training/session-state.ts';

/**
 * Opens a session; after the death of its process every call rejects with an `EngineStoppedError`.
 * @param stage a number that no other session of this process was opened with.
 */
export async function openRemote(life: EngineLife, stage: number, request: SessionOptions): Promise<EngineSession> {
  const { initial = {}, ...options } = request;
  const parcels = parcelsOf(new Map(Object.entries(initial).map(([name, { data }]) => [name, data.byteLength])));
  for (const names of parcels) {
    const values = Object.fromEntries(names.map((name) => [name, initial[name]!]));
    await life.call({ call: 'stage', stage, values });
  }
  const session = (await life.call({ call: 'open', options, stage })) as number;
  return remoteSession(life, session, parcelsOf(stateSizes(request)));
}

/** Apart from the above, so that it does not keep the first values in memory. */
function remoteSession(life: EngineLife, session: number, parcels: readonly (readonly string[])[]): EngineSession {
  return {
    run: (feeds, outputs, signal) => life.call({ call: 'run', session, feeds, outputs }, signal) as Promise<Tensors>,
    update: async (scalars) => void (await life.call({ call: 'update', session, scalars })),
    async state(wanted) {
      const values: Tensors[] = [];
      for (const parcel of parcels) {
        const names = wanted === undefined ? parcel : parcel.filter((name) => wanted.includes(name));
        if (names.length > 0) values.push((await life.call({ call: 'state', session, names })) as Tensors);
      }
      return Object.assign({}, ...values) as Tensors;
    },
    close: async () => {
      await life.call({ call: 'close', session }).catch((error: unknown) => {
        if (!(error instanceof EngineStoppedError)) throw error;
      });
    },
  };
}

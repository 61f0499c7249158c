import type { Engine } from '../../runtime/engine.ts';

/** An engine that is there, one that is starting, or a function that starts it when it is first needed. */
export type EngineSource = Engine | Promise<Engine> | (() => Promise<Engine>);

/** The engine of a source whenever it is asked for. */
export function engineOf(source: EngineSource): () => Promise<Engine> {
  if (typeof source === 'function') return source;
  const engine = Promise.resolve(source);
  // Reported by whoever scores first, not as an unhandled rejection of a start that nobody waits for.
  engine.catch(() => undefined);
  return () => engine;
}

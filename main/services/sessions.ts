import { failure, success, type Outcome } from '../domain/outcome.ts';
import { withGradCam } from '../graph/explain-graph.ts';
import { readOnnx } from '../graph/read-onnx.ts';
import { writeOnnx } from '../graph/write-onnx.ts';
import { EngineStoppedError, type Engine, type EngineSession, type Tensors } from '../runtime/engine.ts';
import type { InstalledModel } from './model-registry.ts';
import { createTurns } from './turns.ts';

/** The model as it is, or with its Grad-CAM beside the logits. */
export type SessionKind = 'predict' | 'explain';

export interface TimedRun {
  readonly outputs: Tensors;
  readonly durationMs: number;
}

export interface Sessions {
  run(model: InstalledModel, kind: SessionKind, feeds: Tensors, outputs: readonly string[]): Promise<Outcome<TimedRun>>;
  close(): Promise<void>;
}

async function graphOf(model: InstalledModel, kind: SessionKind): Promise<Uint8Array> {
  const bytes = await model.modelBytes();
  return kind === 'predict' ? bytes : writeOnnx(withGradCam(readOnnx(bytes), model.card.values));
}

function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

/**
 * Sessions opened when first needed and kept. Runs take turns: the engine does one at a time anyway, and
 * one that brings it down then costs no other. After a stop, the run is tried once more on the new engine.
 */
export function createSessions(engine: Promise<Engine>): Sessions {
  const open = new Map<string, EngineSession>();
  const inTurn = createTurns();
  // Reported by whoever scores first, not as an unhandled rejection of a start that nobody waits for.
  engine.catch(() => undefined);

  async function sessionOf(model: InstalledModel, kind: SessionKind): Promise<Outcome<EngineSession>> {
    const key = `${kind} ${model.card.id} ${model.card.sha256}`;
    const known = open.get(key);
    if (known !== undefined) return success(known);
    try {
      const session = await (await engine).open({ model: await graphOf(model, kind) });
      open.set(key, session);
      return success(session);
    } catch (error) {
      if (error instanceof EngineStoppedError) throw error;
      return failure('MODEL_UNUSABLE', `The model "${model.card.title}" can't be used for this: ${sentenceOf(error)}.`);
    }
  }
  async function runOnce(...[model, kind, feeds, outputs]: Parameters<Sessions['run']>): Promise<Outcome<TimedRun>> {
    const session = await sessionOf(model, kind);
    if (!session.ok) return session;
    const start = performance.now();
    const results = await session.value.run(feeds, outputs);
    return success({ outputs: results, durationMs: performance.now() - start });
  }
  async function runWithRetry(...request: Parameters<Sessions['run']>): Promise<Outcome<TimedRun>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOnce(...request);
      } catch (error) {
        if (!(error instanceof EngineStoppedError)) throw error;
        open.clear();
        if (attempt === 2) {
          return failure(
            'ENGINE_STOPPED',
            'The engine stopped twice while it worked on this image. Leave this image out, or try another provider.',
          );
        }
      }
    }
  }
  return {
    run: (...request) => inTurn(() => runWithRetry(...request)),
    close: () =>
      inTurn(async () => {
        await Promise.all([...open.values()].map((session) => session.close()));
        open.clear();
      }),
  };
}

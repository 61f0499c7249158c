import { failure, success, type Fault, type Outcome } from '../domain/outcome.ts';
import { withHeatmap, type GraphHeatmapMethod } from '../graph/explain/with-heatmap.ts';
import { formulationFor } from '../graph/formulation.ts';
import { readOnnx } from '../graph/read-onnx.ts';
import { writeOnnx } from '../graph/write-onnx.ts';
import { EngineStoppedError, type Engine, type EngineSession, type Tensors } from '../runtime/engine.ts';
import { chooseHeatmaps, type HeatmapOptions } from './heatmap-choice.ts';
import type { InstalledModel } from './model-registry.ts';
import { createTurns } from './turns.ts';

/** The model as it is, or with a heatmap beside the logits. */
export type SessionKind = 'predict' | GraphHeatmapMethod;

export interface TimedRun {
  readonly outputs: Tensors;
  readonly durationMs: number;
}

export interface Sessions {
  run(model: InstalledModel, kind: SessionKind, feeds: Tensors, outputs: readonly string[]): Promise<Outcome<TimedRun>>;
  /** How heatmaps can be made with the model; fails with MODEL_UNUSABLE when its file can't be read. */
  heatmaps(model: InstalledModel): Promise<Outcome<HeatmapOptions>>;
  close(): Promise<void>;
}

async function graphOf(model: InstalledModel, kind: SessionKind, provider: string): Promise<Uint8Array> {
  const bytes = await model.modelBytes();
  if (kind === 'predict') return bytes;
  const { logits, heatmap } = model.card.values;
  const formulation = formulationFor(provider);
  return writeOnnx(withHeatmap(readOnnx(bytes), { method: kind, logits, heatmap, formulation }));
}

interface OpenSession {
  readonly kind: SessionKind;
  readonly session: EngineSession;
}

const keyOf = ({ card }: InstalledModel): string => `${card.id} ${card.sha256}`;

function unusable({ card }: InstalledModel, error: unknown): { ok: false; error: Fault } {
  return failure('MODEL_UNUSABLE', `The model "${card.title}" can't be used for this: ${sentenceOf(error)}.`);
}

function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

/**
 * Sessions opened when first needed and kept: of each model one that predicts and one that explains. Runs take turns: the engine does one at a time anyway, and
 * one that brings it down then costs no other. After a stop, the run is tried once more on the new engine.
 */
export function createSessions(engine: Promise<Engine>): Sessions {
  const open = new Map<string, OpenSession>();
  const choices = new Map<string, Promise<HeatmapOptions>>();
  const inTurn = createTurns();
  // Reported by whoever scores first, not as an unhandled rejection of a start that nobody waits for.
  engine.catch(() => undefined);

  async function sessionOf(model: InstalledModel, kind: SessionKind): Promise<Outcome<EngineSession>> {
    const key = `${kind === 'predict' ? 'predict' : 'explain'} ${keyOf(model)}`;
    const known = open.get(key);
    if (known?.kind === kind) return success(known.session);
    try {
      open.delete(key);
      await known?.session.close();
      const ready = await engine;
      const session = await ready.open({ model: await graphOf(model, kind, ready.provider) });
      open.set(key, { kind, session });
      return success(session);
    } catch (error) {
      if (error instanceof EngineStoppedError) throw error;
      return unusable(model, error);
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
  function heatmapsOf(model: InstalledModel): Promise<HeatmapOptions> {
    const known = choices.get(keyOf(model));
    if (known !== undefined) return known;
    const found = model.modelBytes().then((bytes) => chooseHeatmaps(model.card, readOnnx(bytes)));
    choices.set(keyOf(model), found);
    return found;
  }
  return {
    heatmaps: (model) =>
      heatmapsOf(model).then(success, (error: unknown) => {
        choices.delete(keyOf(model));
        return unusable(model, error);
      }),
    run: (...request) => inTurn(() => runWithRetry(...request)),
    close: () =>
      inTurn(async () => {
        await Promise.all([...open.values()].map(({ session }) => session.close()));
        open.clear();
      }),
  };
}

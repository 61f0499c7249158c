import { failure, success, type Fault, type Outcome } from '../../domain/outcome.ts';
import { withHeatmap, type GraphHeatmapMethod } from '../../graph/explain/with-heatmap.ts';
import { withFeatures } from '../../graph/rewrites/linear-head.ts';
import { formulationFor } from '../../graph/convolutions/convolution-lowering.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { EngineStoppedError, type Engine, type EngineSession, type Tensors } from '../../runtime/engine.ts';
import { chooseHeatmaps, type HeatmapOptions } from './heatmap-choice.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { createTurns } from '../concurrency/serial-queue.ts';

/** The model with its features beside the logits, where its last layer has any, or with a heatmap. */
export type SessionKind = 'predict' | GraphHeatmapMethod;

export interface TimedRun {
  readonly outputs: Tensors;
  readonly durationMs: number;
}

export interface Sessions {
  run(model: InstalledModel, kind: SessionKind, feeds: Tensors, outputs: readonly string[]): Promise<Outcome<TimedRun>>;
  /** The output of `predict` that its last linear layer multiplies, [N, F]; null for a model without one. */
  features(model: InstalledModel): Promise<Outcome<string | null>>;
  /** How heatmaps can be made with the model; fails with MODEL_UNUSABLE when its file can't be read. */
  heatmaps(model: InstalledModel): Promise<Outcome<HeatmapOptions>>;
  close(): Promise<void>;
}

interface Program {
  readonly model: Uint8Array;
  readonly features: string | null;
}

async function programOf(model: InstalledModel, kind: SessionKind, provider: string): Promise<Program> {
  const bytes = await model.modelBytes();
  const { logits, heatmap } = model.card.values;
  if (kind === 'predict') {
    const found = withFeatures(readOnnx(bytes), logits);
    return found === null
      ? { model: bytes, features: null }
      : { model: writeOnnx(found.graph), features: found.features };
  }
  const formulation = formulationFor(provider);
  const explained = withHeatmap(readOnnx(bytes), { method: kind, logits, heatmap, formulation });
  return { model: writeOnnx(explained), features: null };
}

interface OpenSession {
  readonly kind: SessionKind;
  readonly session: EngineSession;
  readonly features: string | null;
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

  async function sessionOf(model: InstalledModel, kind: SessionKind): Promise<Outcome<OpenSession>> {
    const key = `${kind === 'predict' ? 'predict' : 'explain'} ${keyOf(model)}`;
    const known = open.get(key);
    if (known?.kind === kind) return success(known);
    try {
      open.delete(key);
      await known?.session.close();
      const ready = await engine;
      const { model: bytes, features } = await programOf(model, kind, ready.provider);
      const opened = { kind, session: await ready.open({ model: bytes }), features };
      open.set(key, opened);
      return success(opened);
    } catch (error) {
      if (error instanceof EngineStoppedError) throw error;
      return unusable(model, error);
    }
  }
  async function runOnce(...[model, kind, feeds, outputs]: Parameters<Sessions['run']>): Promise<Outcome<TimedRun>> {
    const opened = await sessionOf(model, kind);
    if (!opened.ok) return opened;
    const start = performance.now();
    const results = await opened.value.session.run(feeds, outputs);
    return success({ outputs: results, durationMs: performance.now() - start });
  }
  async function featuresOf(model: InstalledModel): Promise<Outcome<string | null>> {
    const opened = await sessionOf(model, 'predict');
    return opened.ok ? success(opened.value.features) : opened;
  }
  async function withRetry<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
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
    features: (model) => inTurn(() => withRetry(() => featuresOf(model))),
    run: (...request) => inTurn(() => withRetry(() => runOnce(...request))),
    close: () =>
      inTurn(async () => {
        await Promise.all([...open.values()].map(({ session }) => session.close()));
        open.clear();
      }),
  };
}

/** Sessions of subjects in one engine: opened when first needed, kept up to a size, closed when others need the place. */
import { reasonOf } from '../../domain/messages/reason-error.ts';
import { LRUCache } from 'lru-cache';
import { faultError, type FaultError } from '../../domain/faults/fault.ts';
import { loweringFor } from '../../graph/convolutions/convolution-lowering.ts';
import { explained, withHeatmap, type GraphHeatmapMethod } from '../../graph/explain/with-heatmap.ts';
import type { Graph } from '../../graph/ir/graph.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { withFeatures } from '../../graph/rewrites/linear-head.ts';
import { EngineStoppedError, type Engine, type EngineSession } from '../../runtime/engine.ts';
import type { Subject } from './subject.ts';

/**
 * The outputs that a model is asked for: its logits, the features of its last layer beside them, or a heatmap beside
 * them.
 */
export type Question = 'logits' | 'features' | GraphHeatmapMethod;

export interface OpenSession {
  readonly session: EngineSession;
  /** Names of the outputs; null for what was not asked for, and for features that the model does not have. */
  readonly outputs: { readonly logits: string; readonly features: string | null; readonly heatmap: string | null };
  /** Rows in a run, where the graph takes only this many; null where it takes any number. */
  readonly batch: number | null;
}

export interface Sessions {
  /** @throws FaultError, EngineStoppedError */
  open(subject: Subject, question: Question): Promise<OpenSession>;
  /** After a stop of the engine none of them is left. */
  forget(): void;
  release(subject: Subject): Promise<void>;
  close(): Promise<void>;
}

/** A model that can't be opened or asked. */
export function unusable({ name }: Subject, cause: unknown): FaultError {
  return faultError('model.cannot-run', { model: name, reason: reasonOf(cause) }, cause);
}

export interface SessionLimits {
  /** Bytes of the models that are open; the engine needs a few times as much for what goes through them. */
  readonly bytes: number;
}

const LIMITS: SessionLimits = { bytes: 1e9 };

interface Program {
  readonly model: Uint8Array;
  readonly outputs: OpenSession['outputs'];
}

function programOf(graph: Graph, { values }: Subject, question: Question, provider: string): Program {
  const { logits, heatmap } = values;
  if (question === 'logits') return { model: writeOnnx(graph), outputs: { logits, features: null, heatmap: null } };
  if (question === 'features') {
    const found = withFeatures(graph, logits);
    const features = found?.features ?? null;
    return { model: writeOnnx(found?.graph ?? graph), outputs: { logits, features, heatmap: null } };
  }
  const explaining = withHeatmap(graph, { method: question, logits, heatmap, lowering: loweringFor(provider) });
  return { model: writeOnnx(explaining), outputs: { logits, features: null, heatmap: explained.heatmap } };
}

export function createSessions(engine: () => Promise<Engine>, limits: SessionLimits = LIMITS): Sessions {
  const closing = new Set<Promise<void>>();
  const kept = new LRUCache<string, OpenSession>({
    maxSize: limits.bytes,
    dispose(opened) {
      const end = opened.session.close().finally(() => closing.delete(end));
      // Whoever waits for all of them sees a failure; the one who asked for another session has no part in it.
      end.catch(() => undefined);
      closing.add(end);
    },
  });
  const allClosed = async (): Promise<void> => void (await Promise.all(closing));

  return {
    async open(subject, question) {
      const key = `${subject.key} ${question}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      try {
        const ready = await engine();
        const graph = await subject.graph();
        const { model, outputs } = programOf(graph, subject, question, ready.provider);
        const rows = graph.inputs.get(subject.values.input)?.dims[0];
        const opened = {
          session: await ready.open({ model }),
          outputs,
          batch: typeof rows === 'number' ? rows : null,
        };
        // One that is larger than all that may be kept is kept alone.
        kept.set(key, opened, { size: Math.min(Math.max(1, model.byteLength), limits.bytes) });
        return opened;
      } catch (error) {
        if (error instanceof EngineStoppedError) throw error;
        throw unusable(subject, error);
      }
    },
    forget: () => kept.clear(),
    async release({ key }) {
      for (const each of Array.from(kept.keys())) if (each.startsWith(`${key} `)) kept.delete(each);
      await allClosed();
    },
    async close() {
      kept.clear();
      await allClosed();
    },
  };
}

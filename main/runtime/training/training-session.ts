/** A training graph in the engine: each run leaves gradients behind, and an update moves the parameters by them. */
import type { TrainingGraph } from '../../graph/training/training-graph.ts';
import { mapUpdate } from '../../graph/training/update.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import type { Engine, EngineSession, Tensors } from '../engine.ts';

/** @param state what an earlier session of the same graph had come to. */
export function openTraining(engine: Engine, training: TrainingGraph, state: Tensors = {}): Promise<EngineSession> {
  const { graph, carry, update, initial } = training;
  return engine.open({
    model: writeOnnx(graph),
    carry,
    update: mapUpdate(update, writeOnnx),
    initial: { ...initial, ...state },
  });
}

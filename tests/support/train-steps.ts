/** Runs training graphs in ONNX Runtime, through the engine as the product does. */
import type { Tensor } from '../../main/domain/tensor.ts';
import type { Engine, Tensors } from '../../main/runtime/engine.ts';
import { openTraining } from '../../main/runtime/training/training-session.ts';
import type { StepSettings } from '../../main/graph/training/optimisers.ts';
import type { TrainingGraph } from '../../main/graph/training/training-graph.ts';

/** A part of a step's batch, all of it where no share is given. */
export interface Fed {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly share?: number;
}

/** The losses of all runs, and what has become of all that stays. `parts`: of each step, from 1. */
export async function trainSteps(
  engine: Engine,
  training: TrainingGraph,
  steps: readonly { readonly parts: readonly Fed[]; readonly settings: Omit<StepSettings, 'step'> }[],
): Promise<{ losses: number[]; state: Tensors }> {
  const session = await openTraining(engine, training);
  const losses: number[] = [];
  for (const [index, { parts, settings }] of steps.entries()) {
    for (const { feeds, share = 1 } of parts) {
      const results = await session.run({ ...feeds, ...training.lossScale(share) }, [training.outputs.loss]);
      losses.push(Number(results[training.outputs.loss]!.data[0]));
    }
    await session.update(training.updateScalars({ ...settings, step: index + 1 }));
  }
  const state = await session.state();
  await session.close();
  return { losses, state };
}

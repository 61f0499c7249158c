/** The contract's evaluations, served by a workstation. */
import { found, resultOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveEvaluation = (
  { evaluation: os }: ServedContract,
  { evaluations }: Pick<Workstation, 'evaluations'>,
) => ({
  plan: os.plan.handler(async ({ input }) => resultOf(await evaluations.plan(input))),
  start: os.start.handler(async ({ input }) => resultOf(await evaluations.start(input))),
  compare: os.compare.handler(async ({ input }) => resultOf(await evaluations.compare(input))),
  list: os.list.handler(() => evaluations.list()),
  get: os.get.handler(({ input }) => found(evaluations.get(input.id), 'evaluation.not-found')),
  scores: os.scores.handler(({ input }) => found(evaluations.scores(input.id), 'evaluation.not-found')),
  entries: os.entries.handler(({ input }) => found(evaluations.entries(input), 'evaluation.not-found')),
  remove: os.remove.handler(({ input }) => evaluations.remove(input.id)),
  explainEntry: os.explainEntry.handler(async ({ input, signal }) => {
    const { dataset, entry, model, label, method } = input;
    return resultOf(await evaluations.explainEntry(dataset, entry, model, { label, method, signal }));
  }),
});

import { resultOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveLearning = (os: ServedContract, { learning }: Workstation) => ({
  labels: os.learning.labels.handler(() => learning.labels()),
  differences: os.learning.differences.handler(() => learning.differences()),
  adjudicate: os.learning.adjudicate.handler(({ input }) => resultOf(learning.adjudicate(input))),
  queue: os.learning.queue.handler(({ input }) => learning.queue(input.limit)),
  similar: os.learning.similar.handler(({ input }) => resultOf(learning.similar(input, input))),
});

import { createCompactResnet } from './compact-resnet.ts';
import type { Network, NetworkOptions } from './network.ts';
import { createSmallCnn } from './small-cnn.ts';

/** The architectures that can be trained from scratch, by the name that a model card carries. */
export const networks: Readonly<Record<string, (options: NetworkOptions) => Network>> = {
  'small-cnn': createSmallCnn,
  'compact-resnet': createCompactResnet,
};

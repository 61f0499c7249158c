import { createCompactResnet } from './compact-resnet.ts';
import type { Architecture, NetworkDefaults } from './network.ts';
import { createSmallCnn } from './small-cnn.ts';

/** Ours: trained from scratch on radiographs, whose exposure the image's own statistics take out. */
const radiograph: NetworkDefaults = { size: 128, channels: 1, normalisation: { kind: 'per-image' } };

/** The architectures, by the name that a model card carries. */
export const networks: Readonly<Record<string, Architecture>> = {
  'small-cnn': {
    description: 'Four convolutions with max pools, for a first try; 0.19 M parameters',
    defaults: radiograph,
    create: createSmallCnn,
  },
  'compact-resnet': {
    description: 'Residual network for radiographs of 128² to 160² on a plain processor; 1.2 M parameters',
    defaults: radiograph,
    create: createCompactResnet,
  },
};

import { namedNormalisation } from '../../domain/models/named-normalisations.ts';
import type { ArchitectureName } from '../../domain/models/architecture-name.ts';
import { createCompactResnet } from './compact-resnet.ts';
import { createDensenet121 } from './densenet.ts';
import { createEfficientNetV2B3 } from './efficientnet-v2-b3.ts';
import { createInceptionV3 } from './inception-v3.ts';
import { createMobilenetV3Small } from './mobilenet-v3.ts';
import type { Architecture, NetworkDefaults } from '../network.ts';
import { createResnet18, createResnet50 } from './resnet.ts';
import { createSmallCnn } from './small-cnn.ts';
import { createVgg16MultiHeadAttention, createVgg16SelfAttention } from './vgg-attention.ts';
import { createVgg16 } from './vgg.ts';
import { createVit, createVitTiny } from './vit.ts';

/** Ours: trained from scratch on radiographs, whose exposure the image's own statistics take out. */
const radiograph: NetworkDefaults = { size: 128, channels: 1, normalisation: { kind: 'per-image' } };

const imagenet: NetworkDefaults = { size: 224, channels: 3, normalisation: namedNormalisation('imagenet') };

/** 0…1 to -1…1. */
const inception: NetworkDefaults = {
  size: 299,
  channels: 3,
  normalisation: { kind: 'fixed', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
};

const architectures: Readonly<Record<ArchitectureName, Architecture>> = {
  'small-cnn': {
    defaults: radiograph,
    create: createSmallCnn,
  },
  'compact-resnet': {
    defaults: radiograph,
    create: createCompactResnet,
  },
  resnet18: {
    defaults: imagenet,
    create: createResnet18,
  },
  resnet50: {
    defaults: imagenet,
    create: createResnet50,
  },
  vgg16: {
    defaults: imagenet,
    create: createVgg16,
  },
  densenet121: {
    defaults: imagenet,
    create: createDensenet121,
  },
  'inception-v3': {
    defaults: inception,
    create: createInceptionV3,
  },
  'mobilenet-v3-small': {
    defaults: imagenet,
    create: createMobilenetV3Small,
  },
  'efficientnet-v2-b3': {
    defaults: imagenet,
    create: createEfficientNetV2B3,
  },
  'vgg16-self-attention': {
    defaults: imagenet,
    create: createVgg16SelfAttention,
  },
  'vgg16-multi-head-attention': {
    defaults: imagenet,
    create: createVgg16MultiHeadAttention,
  },
  'vit-tiny': {
    defaults: { ...inception, size: 224 },
    create: createVitTiny,
  },
  vit: {
    defaults: { ...radiograph, size: 224 },
    create: createVit,
  },
};

/** The architectures, by the name that a model card carries. */
export const networks: Readonly<Record<string, Architecture>> = architectures;

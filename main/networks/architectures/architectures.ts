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

/** Mean and deviation of ImageNet's photographs (red, green, blue) on the scale 0…1. */
const imagenet: NetworkDefaults = {
  size: 224,
  channels: 3,
  normalisation: { kind: 'fixed', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
};

/** 0…1 to -1…1. */
const inception: NetworkDefaults = {
  size: 299,
  channels: 3,
  normalisation: { kind: 'fixed', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
};

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
  resnet18: {
    description: 'Residual network of 18 layers (He et al. 2016); 11.7 M parameters',
    defaults: imagenet,
    create: createResnet18,
  },
  resnet50: {
    description: 'Residual network of 50 layers (He et al. 2016); 25.6 M parameters',
    defaults: imagenet,
    create: createResnet50,
  },
  vgg16: {
    description: '13 convolutions and a large dense head (Simonyan & Zisserman 2015); 138 M parameters',
    defaults: imagenet,
    create: createVgg16,
  },
  densenet121: {
    description: 'Layers that see all before them (Huang et al. 2017); 8.0 M parameters',
    defaults: imagenet,
    create: createDensenet121,
  },
  'inception-v3': {
    description: 'Branches of several kernels side by side (Szegedy et al. 2016); 23.8 M parameters',
    defaults: inception,
    create: createInceptionV3,
  },
  'mobilenet-v3-small': {
    description: 'Channels convolved by themselves, for small processors (Howard et al. 2019); 2.5 M parameters',
    defaults: imagenet,
    create: createMobilenetV3Small,
  },
  'efficientnet-v2-b3': {
    description: 'Fused and inverted blocks with squeeze and excitation (Tan & Le 2021); 14.4 M parameters',
    defaults: imagenet,
    create: createEfficientNetV2B3,
  },
  'vgg16-self-attention': {
    description: 'VGG-16 with attention of one head over its 7×7 map (Zhang et al. 2019); 15.2 M parameters',
    defaults: imagenet,
    create: createVgg16SelfAttention,
  },
  'vgg16-multi-head-attention': {
    description: 'VGG-16 with attention of eight heads over its 7×7 map (Vaswani et al. 2017); 15.9 M parameters',
    defaults: imagenet,
    create: createVgg16MultiHeadAttention,
  },
  'vit-tiny': {
    description: 'Transformer on patches of 16² (Dosovitskiy et al. 2021), as timm has it; 5.7 M parameters',
    defaults: { ...inception, size: 224 },
    create: createVitTiny,
  },
  vit: {
    description: 'Transformer of any size, by default one to train from scratch; 1.2 M parameters',
    defaults: { ...radiograph, size: 224 },
    create: createVit,
  },
};

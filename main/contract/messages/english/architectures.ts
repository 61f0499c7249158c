import type { ArchitectureName } from '../../../domain/models/architecture-name.ts';

/** Each architecture in a line: its form, its size and its paper. */
export const architectures = {
  'small-cnn': 'Four convolutions with max pools, for a first try; 0.19 M parameters',
  'compact-resnet': 'Residual network for radiographs of 128² to 160² on a plain processor; 1.2 M parameters',
  resnet18: 'Residual network of 18 layers (He et al. 2016); 11.7 M parameters',
  resnet50: 'Residual network of 50 layers (He et al. 2016); 25.6 M parameters',
  vgg16: '13 convolutions and a large dense head (Simonyan & Zisserman 2015); 138 M parameters',
  densenet121: 'Layers that see all before them (Huang et al. 2017); 8.0 M parameters',
  'inception-v3': 'Branches of several kernels side by side (Szegedy et al. 2016); 23.8 M parameters',
  'mobilenet-v3-small': 'Channels convolved by themselves, for small processors (Howard et al. 2019); 2.5 M parameters',
  'efficientnet-v2-b3': 'Fused and inverted blocks with squeeze and excitation (Tan & Le 2021); 14.4 M parameters',
  'vgg16-self-attention': 'VGG-16 with attention of one head over its 7×7 map (Zhang et al. 2019); 15.2 M parameters',
  'vgg16-multi-head-attention':
    'VGG-16 with attention of eight heads over its 7×7 map (Vaswani et al. 2017); 15.9 M parameters',
  'vit-tiny': 'Transformer on patches of 16² (Dosovitskiy et al. 2021), as timm has it; 5.7 M parameters',
  vit: 'Transformer of any size, by default one to train from scratch; 1.2 M parameters',
} as const satisfies Readonly<Record<ArchitectureName, string>>;

/** The architectures that can be chosen by name, in the order in which they are offered. */
export const architectureNames = [
  'small-cnn',
  'compact-resnet',
  'resnet18',
  'resnet50',
  'vgg16',
  'densenet121',
  'inception-v3',
  'mobilenet-v3-small',
  'efficientnet-v2-b3',
  'vgg16-self-attention',
  'vgg16-multi-head-attention',
  'vit-tiny',
  'vit',
] as const;

export type ArchitectureName = (typeof architectureNames)[number];

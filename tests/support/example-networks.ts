/** Real networks for tests of main/graph, which may not know that there are any. */
export { networks } from '../../main/networks/architectures/architectures.ts';
export { createCompactResnet } from '../../main/networks/architectures/compact-resnet.ts';
export { createSmallCnn } from '../../main/networks/architectures/small-cnn.ts';
export { chooseTrainable } from '../../main/networks/trainable.ts';

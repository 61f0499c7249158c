export const trainingFaults = {
  'training.paused': 'The training rests. Resume it to go on from its checkpoint.',
  'training.stopped-early':
    'The training was stopped before its first epoch ended, so there is no model. Start it again to have one.',
  'training.engine-stopped':
    'The engine process stopped before the first epoch ended. Try again with a smaller batch size, or with gradient accumulation.',
  'training.engine-stopped-twice':
    'The engine process stopped twice while it measured the trained model, and nothing was written. Close other programs and train again.',
  'training.out-of-memory':
    'The memory is too small for this training. Try again with a smaller batch size, or with gradient accumulation.',
  'training.not-writable':
    'What the training keeps can’t be written: {{systemCode, systemCode}}. Mend that and resume the training; it goes on from its last checkpoint.',
  'training.diverged': 'The training diverged: its loss is no longer a number. Try again with a lower learning rate.',
  'training.network-too-large':
    'The network has {{gigabytes}} GB of parameters, and a model file holds 2.1 GB at most. Choose a smaller network or head.',
  'training.not-differentiable':
    'The network has the operator {{operator}} (node “{{node}}”), which can’t be differentiated. Train only what lies behind it, such as the head.',
  'training.network-unusable': 'The network can’t be trained. {{fault, sentence}}',
  'training.lone-images':
    'The normalisation “{{layer}}” would see one number of each channel at a time. Take a larger batch size or image size, less gradient accumulation, or frozen batch normalisation.',
  'training.no-model-folder':
    '“{{model}}” is there already and is not a model. Choose another place for the new model.',
  'training.folder-not-writable':
    'The model “{{model}}” can’t be written there: {{systemCode, systemCode}}. Choose another place for it.',
  'training.checkpoint-unreadable': 'The checkpoint in {{folder}} can’t be read. Start a new training.',
  'training.other-checkpoint':
    'The images, settings or network are not those that this training began with, so it can’t go on. Start a new training.',
} as const;

export const trainingFaults = {
  'training.paused': 'The training rests. Resume it to go on from its checkpoint.',
  'training.stopped-early':
    'The training was stopped before its first epoch ended, so there is no model. Start it again to have one.',
  'training.engine-stopped':
    'The engine process stopped before the first epoch ended. Try again with a smaller batch size, or with gradient accumulation.',
  'training.engine-stopped-later':
    'The engine process stopped. Resume the training; it goes on from its last checkpoint.',
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
  'training.network-unusable': 'The network can’t be trained: {{reason, clause}}. Choose another one.',
  'training.lone-images':
    'The normalisation “{{layer}}” would see one number of each channel at a time. Take a larger batch size or image size, less gradient accumulation, or frozen batch normalisation.',
  'training.no-model-folder':
    '“{{model}}” is there already and is not a model. Choose another place for the new model.',
  'training.folder-not-writable':
    'The model “{{model}}” can’t be written there: {{systemCode, systemCode}}. Choose another place for it.',
  'training.checkpoint-unreadable': 'The checkpoint in {{folder}} can’t be read. Start a new training.',
  'training.other-checkpoint':
    'The images, settings or network are not those that this training began with, so it can’t go on. Start a new training.',
  'training.no-data': 'Name at least one folder of images to train on.',
  'training.foreign-labels':
    '“{{dataset}}” has the label {{labels, names}}, which “{{primary}}” doesn’t have. Give both the same labels.',
  'training.too-few-findings':
    'Binary cross-entropy is for two findings and more that may be there together. Choose cross-entropy.',
  'training.several-labels':
    'There are images with several labels. Train with the loss binary cross-entropy, which is for labels together.',
  'training.weights-without-network': '“{{file}}” is a file of weights. Name the network that they are of.',
  'network.unknown': 'There is no network “{{network}}”. Choose one of {{known, names}}.',
  'network.not-possible': 'The network can’t be made so: {{reason, clause}}. Change its settings.',
  'settings.idle-rate': 'The rate of “{{pattern}}” is of nothing that learns. Correct or leave out the pattern.',
  'training.no-base-model':
    'There is no model “{{model}}”. Give a model’s folder, an .onnx file, a file of weights, or the name of an installed model.',
  'settings.no-such-recipe': 'There is no recipe “{{recipe}}”. Close to it: {{close, names}}.',
  'settings.not-possible': 'These settings can’t be used: {{faults, clauses}}. Correct them.',
  'settings.class-weights': '{{given}} class weights were given for the labels {{labels, names}}. Give one for each.',
  'training.engine-busy':
    'Heavy work is going on, which a trial would wait for and disturb. Ask for the estimate when it has ended or rests.',
  'training.base-gone': 'The model “{{model}}” is not installed any more. Begin with another one.',
  'training.not-found': 'This training is not here any more. Go back to the list of trainings.',
  'training.through': 'This training is through. Start a new one, which can begin with its model.',
  'training.under-way': 'This training is under way. Stop it first.',
  'training.name-taken': 'There is a model or a training “{{model}}” already. Give this one another name.',
  'training.trial-unreadable': 'The images of “{{dataset}}” that were tried can’t be read. Look at its audit.',
  'training.base-no-card':
    'The training can’t begin with “{{model}}”: it is no model folder with card.json and model.onnx. Choose another one.',
  'training.base-bad-card':
    'The training can’t begin with “{{model}}”: its card.json has faults. Correct it, or choose another model.',
  'training.base-file-closed':
    'The training can’t begin with “{{model}}”: the file may not be read. Change its permissions.',
  'training.base-graph': 'The training can’t begin with “{{model}}”: {{reason, clause}}. Choose another model.',
  'settings.accumulate-beyond-batch': 'A batch of {{batch}} images has no {{accumulate}} parts. Accumulate fewer.',
  'settings.log-softmax-together':
    'A LogSoftmax makes labels exclude each other. Leave it out with binary cross-entropy.',
} as const;

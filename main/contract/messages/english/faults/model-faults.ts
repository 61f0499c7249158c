export const modelFaults = {
  'model.cannot-run':
    '{{model}} can’t be used for this: {{reason, clause}}. Install the model again, or choose another one.',
  'model.no-number': 'The model gives no number for this image. Leave the image out, or choose another model.',
  'model.no-such-label': 'The model “{{model}}” does not know the label “{{label}}”. Choose one of its own.',
  'engine.stopped-on-image':
    'The engine stopped twice while it worked on this image. Leave this image out, or try another provider.',
  'engine.does-not-come-back': 'The engine stopped and does not come back. Restart Overread.',
  'model.bad-name':
    '“{{name}}” can’t be a model’s name. Use letters, digits, dots, dashes and underscores, at most 64.',
  'ensemble.no-card': '“{{model}}” has no card.json. Import it as a model first.',
  'ensemble.no-model': 'Name at least one model.',
  'ensemble.sigmoid': 'Models whose labels may be there together can’t be combined. Take them one by one.',
  'ensemble.no-data': 'Name a folder of images to calibrate on.',
  'ensemble.graphs-differ': 'These models can’t be one: {{reason, clause}}. Leave out the one that differs.',
  'ensemble.no-numbers': 'A model gives answers that are no numbers. Leave it out.',
  'ensemble.no-validation-split':
    '“{{dataset}}” does not say which images are for validation. Give it an index.csv with a split.',
  'ensemble.foreign-labels':
    '“{{dataset}}” has the label {{labels, names}}, which the models don’t know. Leave it out, or choose another dataset.',
  'model.untrained': 'The model “{{model}}” has not learned its labels yet. Train a new one from it first.',
  'model.not-installed': 'There is no model “{{model}}” here. Choose another one.',
  'model.bundled': 'The model “{{model}}” comes with Overread and stays. Remove only your own models.',
  'ensemble.other-labels':
    '“{{one}}” and “{{other}}” can’t be one model: they know other labels, or in another order. Leave one out.',
  'ensemble.other-preprocessing':
    '“{{one}}” and “{{other}}” can’t be one model: they see images in another size or preparation. Leave one out.',
  'model.no-card': 'The model “{{model}}” was not loaded: it has no card.json. Install it again.',
  'model.card-not-json': 'The model “{{model}}” was not loaded: its card.json is not JSON. Install it again.',
  'model.card-faults': 'The model “{{model}}” was not loaded: its card.json has faults ({{faults}}). Install it again.',
  'model.inconsistent': 'The model “{{model}}” was not loaded. {{faults, sentences}} Install it again.',
  'model.card-of-other': 'Its card says it is “{{model}}”.',
  'model.label-twice': 'A label is there twice.',
  'model.unknown-operating-point': 'There is an operating point for “{{label}}”, which is not a label.',
  'model.normalisation-channels': 'The normalisation is not for {{channels}} channels.',
  'model.no-input': 'Its graph has no input “{{input}}” of {{channels}} × {{height}} × {{width}}.',
  'model.no-output': 'Its graph has no output “{{output}}” with {{values}} values.',
  'model.no-heatmap-value': 'Its graph has no value “{{heatmap}}”.',
  'model.other-file':
    'The model “{{model}}” was not loaded: its model.onnx is not the file that its card was written for. Install it again.',
  'model.no-file': 'The model “{{model}}” was not loaded: it has no model.onnx. Install it again.',
  'model.unreadable': 'The model “{{model}}” was not loaded: {{reason, clause}}. Install it again.',
  'model.name-taken': 'The model “{{model}}” was not loaded: another model has its name. Rename its folder.',
  'model.name-of-bundled':
    'The model “{{model}}” was not loaded: a model that comes with Overread has its name. Rename its folder.',
  'model.none-installed': 'There is no model “{{model}}”, and none is installed. Install one first.',
  'model.unknown': 'There is no model “{{model}}”. Choose one of those installed: {{installed, names}}.',
  'engine.stopped-scores-kept': 'The engine process stopped while it worked on this. What is scored stays. Try again.',
} as const;

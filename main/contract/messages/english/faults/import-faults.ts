export const importFaults = {
  'import.empty-file': '“{{file}}” is empty. Fetch it again.',
  'import.weights-without-network':
    '“{{file}}” is a file of weights, not a whole model. Import it together with the network that they are of.',
  'import.model-with-network': '“{{file}}” is a whole model and not weights of {{network}}. Name no network for it.',
  'import.name-taken': 'There is a model “{{model}}” already. Give this one another name, or remove that one first.',
  'import.bad-labels': 'Name at least two labels, each once, in the order of the model’s answers.',
  'import.graph-unusable': '“{{file}}” can’t be brought in: {{reason, clause}}. Choose another model.',
  'import.label-count':
    '“{{file}}” can’t be brought in: it has {{answers}} answers and {{labels}} labels were named. Name as many, in their order.',
  'import.other-activation':
    '“{{file}}” can’t be brought in: it ends in a {{found}}, not in a {{wanted}}. Leave the activation out.',
  'import.no-heatmap-value':
    '“{{file}}” can’t be brought in: it has no value “{{value}}” for heatmaps. Name another value, or none.',
  'import.stops-engine':
    '“{{file}}” can’t be brought in: it brings ONNX Runtime down. It may be too large for this machine. Choose a smaller model.',
  'import.does-not-run':
    '“{{file}}” can’t be brought in: ONNX Runtime does not run it ({{reason, clause}}). Choose another model.',
  'import.answer-shape':
    '“{{file}}” can’t be brought in: it answered with {{found}} values instead of {{expected}}. Choose another model.',
  'import.no-numbers': '“{{file}}” can’t be brought in: its answers are no numbers. Choose another model.',
  'import.gives-probabilities':
    '“{{file}}” answers with probabilities, not with what stands before its softmax. Name that value as the logits.',
  'import.perhaps-probabilities':
    '“{{file}}” answers between 0 and 1 whatever the picture, as probabilities do. Name the value before its activation as the logits, or “{{value}}” if that holds logits all the same.',
  'import.mixes-images':
    '“{{file}}” can’t be brought in: it mixes the images of a batch. Export it with a dynamic batch axis.',
} as const;

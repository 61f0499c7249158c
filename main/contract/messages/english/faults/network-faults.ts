export const networkFaults = {
  'weights.unreadable':
    'The {{format}} file “{{file}}” can’t be read: {{reason, clause}}. Fetch it again, or choose another file.',
  'weights.keras-damaged': 'The Keras file “{{file}}” is damaged. Fetch it again.',
  'weights.unknown-format':
    '“{{file}}” is no weight file that is known here, or it was not copied whole. Choose a safetensors file, a PyTorch state dict (.pth, .pt) or Keras weights (.h5, .keras).',
  'weights.do-not-fit':
    'The weights do not fit {{network}}. {{faults, sentences}} Choose other weights or another network.',
  'weights.several-copies':
    'The file holds {{network}} more than once, with these words before its names: {{prefixes, quoted}}. Save the one that is meant into a file of its own.',
  'weights.missing': 'Missing: {{names, names}}.',
  'weights.misshapen': 'Of another shape: {{tensors, shapes}}.',
  'weights.extra': 'Not of the network: {{names, names}}.',
  'weights.only-head-differs': 'Only the head differs: ask for it to be replaced.',
  'trainable.too-few-blocks':
    'There are {{count}} blocks before the head, fewer than “{{chosen}}” says: {{blocks, names}}. Choose fewer.',
  'trainable.no-such-parameter':
    'No parameter is called “{{pattern}}”. Choose head, last-N-blocks, all, or names with * for anything. Close to it: {{close, names}}.',
  'head.none': 'The model’s last layer can’t be replaced: nothing makes its logits “{{logits}}”. Choose another model.',
  'head.not-linear':
    'The model’s last layer can’t be replaced: its logits “{{logits}}” come from {{operator}} (“{{node}}”), not from a linear layer (Gemm or MatMul). Choose another model.',
} as const;

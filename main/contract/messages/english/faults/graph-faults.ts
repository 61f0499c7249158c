export const graphFaults = {
  'graph.which-input': 'It is not clear which input of the model is the image. Name one of {{inputs, quoted}}.',
  'graph.which-size': 'The input “{{input}}” of the model takes images of any size. Say which size it is to have.',
  'graph.which-logits': 'It is not clear which output of the model holds the logits. Name one of {{outputs, quoted}}.',
} as const;

export const modelFaults = {
  'model.cannot-run': '{{model}} can’t be used for this: {{reason}}. Install the model again, or choose another one.',
  'model.no-number': 'The model gives no number for this image. Leave the image out, or choose another model.',
  'model.no-such-label': 'The model “{{model}}” does not know the label “{{label}}”. Choose one of its own.',
  'engine.stopped-on-image':
    'The engine stopped twice while it worked on this image. Leave this image out, or try another provider.',
  'engine.does-not-come-back': 'The engine stopped and does not come back. Restart Overread.',
} as const;

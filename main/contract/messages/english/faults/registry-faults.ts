export const registryFaults = {
  'registry.no-such-version': 'There is no model “{{model}}” with findings here. Choose another one.',
  'registry.current-already': '“{{title}}” is current for {{role}} already. Choose another one.',
  'registry.example':
    '“{{title}}” ships as an example of what not to trust, so it can’t become current. Choose another one.',
  'registry.report-outdated':
    'Since this report of the gate its settings, the current model or the candidate changed. Run the gate again.',
  'registry.nothing-before':
    'No other version was current for {{role}} before, so there is nothing to roll back to. Promote a version instead.',
  'registry.set-changed':
    'The {{set}} set “{{name}}” is not what it was when the gate was set: an image, a label, a patient or a split changed. Bring back what it held, or set the gate again.',
  'registry.remove-current': '“{{title}}” is current for {{role}}. Roll back or promote another one first.',
  'registry.no-such-role': 'There is no model for {{role}}. Choose another finding.',
  'registry.gate-of-current': '“{{title}}” is current, and the gate is for candidates. Choose a candidate.',
  'registry.gate-not-set': 'The gate for {{role}} is not set. Choose its frozen set and its validation set first.',
  'registry.unscored-images':
    '{{count}} images of “{{set}}” could not be scored, such as {{file}}: {{fault, sentence}} A gate leaves no image out: mend or remove what is wrong and set the gate again.',
  'registry.unscored-images_one':
    'One image of “{{set}}” could not be scored, {{file}}: {{fault, sentence}} A gate leaves no image out: mend or remove what is wrong and set the gate again.',
  'registry.set-lacks-cases':
    '“{{set}}” needs images with {{label}} and images without it. Choose another set or part for the gate.',
  'registry.gate-not-run': 'The gate has not measured it. Promote it only as an override, with the reason in writing.',
  'registry.gate-not-passed':
    'It did not pass the gate: {{checks, checks}}. Promote it only as an override, with the reason in writing.',
  'registry.previous-gone':
    'The files of “{{title}}” {{version}}, which was current before, are gone. Install that version again to roll back to it.',
  'registry.current-gone':
    'The files of the current model “{{title}}” {{version}} are gone. Install them again, so that the candidate can be held against it.',
  'registry.empty-set': 'The {{set}} set has no image in this part of the dataset. Choose another one.',
  'registry.sets-share-patients':
    'The frozen and the validation set share {{count}} patients: the threshold would be judged on cases that it was chosen on. Choose another dataset or split.',
  'registry.sets-share-patients_one':
    'The frozen and the validation set share one patient: the threshold would be judged on cases that it was chosen on. Choose another dataset or split.',
  'registry.sets-share-images':
    'The frozen and the validation set share {{count}} images: the threshold would be judged on cases that it was chosen on. Choose another dataset or split.',
  'registry.sets-share-images_one':
    'The frozen and the validation set share one image: the threshold would be judged on cases that it was chosen on. Choose another dataset or split.',
} as const;

/** Warnings that the numbers of an evaluation don't mean what they seem to mean. */
export const evaluationWarnings = {
  exampleOnly: '“{{model}}” is an example of what not to trust. {{reason}}',
  trainedOnSame:
    '“{{model}}” was trained on this very dataset: on images it was trained on, the numbers say nothing about new patients. Choose the validation split, or another dataset.',
  trainedOnOther:
    '“{{model}}” was trained on a dataset of the same name, “{{dataset}}”, in another state: on images it was trained on, the numbers say nothing about new patients. Choose the validation split, or another dataset.',
  chosenOnSame:
    'The epoch, the calibration and the threshold of “{{model}}” were chosen on the validation images of this very dataset: expect a little less on new patients.',
  chosenOnOther:
    'The epoch, the calibration and the threshold of “{{model}}” were chosen on the validation images of a dataset of the same name, “{{dataset}}”, in another state: expect a little less on new patients.',
  notAudited:
    'The dataset was not audited in this state: leaks between its splits, and labels that file properties give away, are not known.',
  auditErrors: 'Audit of the dataset: {{finding}}',
  countedAsRest:
    'Images labelled {{labels}} count as without any finding, which the model was not taught: each finding is measured against them too.',
  leftOut: 'Images labelled {{labels}} were left out.',
  notScored_one:
    '{{count, number}} of {{all, number}} images could not be scored and is not in the numbers; it is listed with its reason.',
  notScored_other:
    '{{count, number}} of {{all, number}} images could not be scored and are not in the numbers; each is listed with its reason.',
  patientsUnknown_one:
    'The patient of {{count, number}} image is not known: it counts as a patient of its own, so that intervals may be too narrow.',
  patientsUnknown_other:
    'The patients of {{count, number}} images are not known: each counts as a patient of its own, so that intervals may be too narrow.',
  labelOfNone: 'No image has “{{label}}”: its AUC and one of its rates are not defined.',
  labelOfAll: 'All images have “{{label}}”: its AUC and one of its rates are not defined.',
  fewWith_one: 'Only {{count, number}} image has “{{label}}”: look at the intervals, not at the values.',
  fewWith_other: 'Only {{count, number}} images have “{{label}}”: look at the intervals, not at the values.',
  fewWithout_one: 'Only {{count, number}} image is without “{{label}}”: look at the intervals, not at the values.',
  fewWithout_other: 'Only {{count, number}} images are without “{{label}}”: look at the intervals, not at the values.',
} as const;

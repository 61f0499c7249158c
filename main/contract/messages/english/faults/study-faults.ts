export const studyFaults = {
  'study.no-such-finding': 'This finding is not in the study any more. Open the study again.',
  'study.answer-taken-back': 'This answer was taken back already. Open the study again.',
  'study.not-found': 'This study is not in the casebook any more. Go to the worklist and choose another.',
  'reads.nothing-to-decide': 'Nobody has read this finding, so there is nothing to decide. Go back to the list.',
  'image.not-in-casebook': 'This image is not in the casebook. Go back to the worklist.',
  'reads.no-model': 'No model is in use, and likeness is what a model sees. Promote a model first.',
} as const;

/** Saliency checks: their tests, and why one was failed or could not be made. */
export const saliency = {
  test: {
    sanity: 'randomisation test',
    faithfulness: 'deletion and insertion',
    repeatability: 'repeatability',
    phantoms: 'phantoms',
  },
  failed: {
    sanity:
      'The map hardly changes when the weights of the model are randomised: rank correlation {{value}}, the limit is {{limit}}.',
    faithfulness:
      'The model’s output does not depend more on the places that the map shows than on places drawn at random: gain {{value}}, 95 % interval {{low}} to {{high}}.',
    repeatability: 'The map changes when the image hardly does: correlation {{value}}, at least {{limit}} is wanted.',
    phantoms:
      'On phantoms the map points at an opacity hardly more often than chance: {{value}} (at least {{low}}) against {{chance}}.',
  },
  notApplicable: {
    otherFindings: 'Not applicable: none of its findings is one that phantoms have.',
    fewFound: 'Not applicable: it finds {{finding}} in only {{found, number}} of {{of, number}} phantoms.',
  },
} as const;

/** The checks of the gate: what was measured against what the site asks for. */
export const gate = {
  /** The kinds of decision in the history of a version. */
  decision: {
    joined: 'Joined as candidate',
    becameCurrent: 'Became current',
    promoted: 'Promoted',
    promotedByOverride: 'Promoted by override',
    rolledBack: 'Rolled back',
    gateSet: 'Gate set',
    gateRun: 'Measured by the gate',
    removed: 'Files removed',
  },
  title: {
    frozenUnchanged: 'Frozen set unchanged',
    frozenAudit: 'Frozen set audited',
    notTrainedOn: 'Frozen set not in its training data',
    auc: 'AUC for {{label}}',
    sensitivity: 'Sensitivity for {{label}} at the operating point',
    calibration: 'Calibration for {{label}}',
    saliencyCheck: 'Saliency check of {{method}}',
  },
  fact: {
    unchanged:
      '“{{set}}” holds exactly the images, labels, patients and splits that it had when the gate was set (fingerprint {{fingerprint}}…).',
    unchangedPart:
      '“{{set}}” ({{split}}) holds exactly the images, labels, patients and splits that it had when the gate was set (fingerprint {{fingerprint}}…).',
    auditClean: 'Its audit found no error.',
    auditWarnings_one: 'Its audit found no error and {{count, number}} warning: look at it there.',
    auditWarnings_other: 'Its audit found no error and {{count, number}} warnings: look at them there.',
    auditErrors_one: 'Its audit found {{count, number}} error: {{first}}',
    auditErrors_other: 'Its audit found {{count, number}} errors, such as: {{first}}',
    trainedOnSet: 'Its card says that it was trained and tuned on this very dataset: it can’t be judged by it.',
    imagesUnknown: 'The images it was trained on are not known: its folder has no list of them.',
    imagesCommon:
      'It was trained or tuned on {{count, number}} of the {{all, number}} frozen images: its results there are memory.',
    startUnknown:
      'None of the frozen images is among the {{seen, number}} of its own training, but it began with {{start}}, whose images are not known here.',
    imagesApart:
      'None of the {{all, number}} frozen images is among the {{seen, number}} that it was trained or tuned on.',
    checkFailed: '{{method}}, the map that is shown first, failed: {{sentence}}',
    checkPassed: '{{method}}, the map that is shown first, passed its check.',
    notChecked: '{{method}}, the map that is shown first, has not been checked: run the model’s saliency check first.',
    oneKind: 'It could not be measured: images with the finding and images without it are needed.',
    noPositive: 'It could not be measured: there is no image with the finding.',
    aboveChance:
      'No model is current, so it is compared with chance: its AUC is {{value}} (95 % interval {{low}} to {{high}}), and the lower end lies above 0.5.',
    notAboveChance:
      'No model is current, so it is compared with chance: its AUC is {{value}} (95 % interval {{low}} to {{high}}), and the lower end does not lie above 0.5.',
    reachesTarget:
      'No model is current, so it is compared with the target of {{target}} less the margin: it is {{value}} (95 % interval {{low}} to {{high}}), and the lower end reaches {{limit}}.',
    missesTarget:
      'No model is current, so it is compared with the target of {{target}} less the margin: it is {{value}} (95 % interval {{low}} to {{high}}), and the lower end does not reach {{limit}}.',
    same: 'It is the same as the current model’s on the same images (95 % interval of the difference {{low}} to {{high}}).',
    lower:
      'It is {{by}} lower than the current model’s on the same images (95 % interval of the difference {{low}} to {{high}}).',
    higher:
      'It is {{by}} higher than the current model’s on the same images (95 % interval of the difference {{low}} to {{high}}).',
    withinMargin: 'At worst it is {{worst}} lower, within the margin of {{margin}}.',
    worse: 'It may be {{worst}} lower, more than the margin of {{margin}}: it is worse.',
    notShown:
      'It may be {{worst}} lower, more than the margin of {{margin}}: these images do not show that it is as good.',
    errorWithin:
      'Its probabilities are off by {{value}} on average (95 % interval {{low}} to {{high}}); the upper end stays within {{limit}}.',
    errorAbove:
      'Its probabilities are off by {{value}} on average (95 % interval {{low}} to {{high}}); the upper end is above {{limit}}.',
    slopeSeparated:
      'The calibration slope can’t be estimated, for a threshold separates these images without an error.',
    slopeFlat: 'The calibration slope can’t be estimated, for its probabilities hardly differ.',
    slopeWithin:
      'The calibration slope is {{slope}} ({{slopeLow}} to {{slopeHigh}}), within {{least}} to {{most}}; the intercept is {{intercept}} ({{interceptLow}} to {{interceptHigh}}).',
    slopeOutside:
      'The calibration slope is {{slope}} ({{slopeLow}} to {{slopeHigh}}), outside {{least}} to {{most}}; the intercept is {{intercept}} ({{interceptLow}} to {{interceptHigh}}).',
  },
} as const;

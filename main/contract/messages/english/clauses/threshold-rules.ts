export const thresholdRules = {
  'threshold.half': 'calibrated probability of one half',
  'threshold.chosen': 'chosen',
  'threshold.sensitivity-here': 'sensitivity at least {{sensitivity, percent}}, found on these cases',
  'threshold.sensitivity-at-site': 'sensitivity at least {{sensitivity, percent}} on this site’s “{{dataset}}”',
  'threshold.sensitivity-at-site-split':
    'sensitivity at least {{sensitivity, percent}} on this site’s “{{dataset}}” ({{split}})',
} as const;

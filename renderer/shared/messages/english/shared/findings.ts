/** Findings: label, probability, operating point. */
export const findings = {
  above: 'above threshold',
  below: 'below threshold',
  shortAbove: 'above',
  shortBelow: 'below',
  sentence: '{{label}} {{probability}}, {{word}} {{threshold}} ({{model}})',
  flagged: '{{sentence}}. In doubt: {{flags}}',
  accepts: 'Accepts {{whom}}.',
  value: '{{probability}}, {{word}} {{threshold}}',
  notScoredYet: 'Not scored yet.',
} as const;

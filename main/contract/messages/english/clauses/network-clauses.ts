export const networkClauses = {
  'network.too-small': 'the sides of {{network}}’s input have at least {{least}} pixels, not {{height}} × {{width}}',
  'network.not-multiple': 'the sides of {{network}}’s input are multiples of {{divisor}}, not {{height}} × {{width}}',
  'network.no-such-setting': '{{network}} has no {{names, names}} to set, only {{known, settable}}',
  'network.not-whole': '{{setting}} of {{network}} is a whole number above zero, not {{value}}',
  'network.heads-misfit': 'the tokenWidth of {{network}} is a multiple of its {{heads}} heads, not {{tokenWidth}}',
  'network.ratio-misfit': '{{mlpRatio}} times the tokenWidth {{tokenWidth}} of {{network}} is no whole number',
} as const;

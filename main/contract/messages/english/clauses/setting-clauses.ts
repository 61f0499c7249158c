export const settingClauses = {
  'setting.at-least': '“{{setting, setting}}” must be at least {{limit}}',
  'setting.above': '“{{setting, setting}}” must be more than {{limit}}',
  'setting.at-most': '“{{setting, setting}}” must be at most {{limit}}',
  'setting.below': '“{{setting, setting}}” must be less than {{limit}}',
  'setting.one-of': '“{{setting, setting}}” is one of {{choices, names}}',
  'setting.whole-number': '“{{setting, setting}}” must be a whole number',
  'setting.unknown': 'there is no setting “{{setting}}”',
  'setting.not-allowed': 'the value of “{{setting, setting}}” can’t be used',
} as const;

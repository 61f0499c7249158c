/** Why the value of a training's setting is none, by the name of the setting. */
export interface SettingClauses {
  'setting.at-least': { readonly setting: string; readonly limit: number };
  'setting.above': { readonly setting: string; readonly limit: number };
  'setting.at-most': { readonly setting: string; readonly limit: number };
  'setting.below': { readonly setting: string; readonly limit: number };
  'setting.one-of': { readonly setting: string; readonly choices: readonly string[] };
  'setting.whole-number': { readonly setting: string };
  'setting.unknown': { readonly setting: string };
  'setting.not-allowed': { readonly setting: string };
}

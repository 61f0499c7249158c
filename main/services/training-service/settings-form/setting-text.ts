import type { SettingGroup } from '../../../contract/training.ts';
import type { TrainSettings } from '../../training/settings/train-settings.ts';

export interface SettingWords {
  readonly group: SettingGroup;
  readonly title: string;
  readonly help: string;
  readonly unit?: string;
  readonly whenEmpty?: string;
  readonly when?: { readonly name: keyof TrainSettings; readonly values: readonly unknown[] };
  readonly isAdvanced?: true;
  /** Of its values. */
  readonly choices?: Readonly<Record<string, string>>;
}

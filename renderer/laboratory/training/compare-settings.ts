/** What differs between trainings. */
import type { Training } from '../../../main/domain/training/training.ts';
import { textOf } from './new-training/setting-text.ts';

export interface SettingRow {
  readonly name: string;
  /** One a training. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

const baseOf = ({ request: { base } }: Training): string => {
  if (base.kind === 'network') return 'random values';
  return base.kind === 'model' ? base.model : (base.path.split(/[/\\]/).at(-1) ?? base.path);
};

/** Those that differ first, then those that are the same, each in the order of the settings. */
export function compareSettings(trainings: readonly Training[]): readonly SettingRow[] {
  const names = [...new Set(trainings.flatMap(({ settings }) => Object.keys(settings)))];
  const rows = [
    {
      name: 'dataset',
      values: trainings.map(({ datasetName, fingerprint }) => `${datasetName} (${fingerprint.slice(0, 8)})`),
    },
    { name: 'base', values: trainings.map(baseOf) },
    ...names.map((name) => ({ name, values: trainings.map(({ settings }) => textOf(settings[name]) || 'own') })),
  ].map((row) => ({ ...row, differs: new Set(row.values).size > 1 }));
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

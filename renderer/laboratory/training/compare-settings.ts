/** The settings in which trainings differ. */
import type { Training } from '../../../main/domain/training/training.ts';
import { textOf } from './new-training/setting-text.ts';

export interface SettingRow {
  readonly name: string;
  /** One a training. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** Texts of the values that have none of their own. */
export interface ValueTexts {
  /** A network from random weights. */
  readonly random: string;
  /** A setting that is left to the network. */
  readonly own: string;
}

const baseOf = ({ request: { base } }: Training, random: string): string => {
  if (base.kind === 'network') return random;
  return base.kind === 'model' ? base.model : (base.path.split(/[/\\]/).at(-1) ?? base.path);
};

/** Those that differ first, then those that are the same, each in the order of the settings. */
export function compareSettings(trainings: readonly Training[], { random, own }: ValueTexts): readonly SettingRow[] {
  const names = [...new Set(trainings.flatMap(({ settings }) => Object.keys(settings)))];
  const rows = [
    {
      name: 'dataset',
      values: trainings.map(({ datasetName, fingerprint }) => `${datasetName} (${fingerprint.slice(0, 8)})`),
    },
    { name: 'base', values: trainings.map((training) => baseOf(training, random)) },
    ...names.map((name) => ({ name, values: trainings.map(({ settings }) => textOf(settings[name]) || own) })),
  ].map((row) => ({ ...row, differs: new Set(row.values).size > 1 }));
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

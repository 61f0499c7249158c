/** The settings of a training as tables of docs/training.md, a table a group. */
import { format, resolveConfig } from 'prettier';
import { t } from '../../main/contract/messages/messages.ts';
import { choiceText, settingHelp, settingTitle } from '../../main/contract/messages/setting-texts.ts';
import { settingFields, type SettingField } from '../../main/contract/training-settings/setting-fields.ts';
import { settingGroups } from '../../main/contract/training-settings/setting-table.ts';
import { defaultText } from '../../main/hosts/cli/terminal/setting-flags.ts';

export const document = new URL('../../docs/training.md', import.meta.url);

const begin = '<!-- settings -->';
const end = '<!-- end of settings -->';

function valuesOf(field: SettingField): string {
  const { kind, choices, minimum, maximum, unit } = field;
  if (kind === 'choice')
    return choices
      .map((choice) => {
        const text = choiceText(t, field, choice);
        return text === String(choice) ? `\`${choice}\`` : `\`${choice}\` (${text})`;
      })
      .join(', ');
  if (kind === 'switch') return 'on, off';
  if (kind !== 'number' && kind !== 'integer') return '';
  if (minimum === null && maximum === null) return '';
  const range = [minimum ?? '', maximum ?? ''].join('…');
  return unit === null ? range : `${range} ${t(`trainingSettings:units.${unit}`)}`;
}

function rowOf(field: SettingField): string {
  const cells = [
    `\`${field.flag}\``,
    `**${settingTitle(t, field.name)}.** ${settingHelp(t, field.name)}`,
    valuesOf(field),
    defaultText(field),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The document with its tables made anew, as Prettier writes it. */
export async function withSettingsTable(text: string): Promise<string> {
  const tables = settingGroups.map((group) => {
    const rows = settingFields.filter((field) => field.group === group).map(rowOf);
    const head = ['| flag | setting | values | default |', '| --- | --- | --- | --- |'];
    return [`### ${t(`trainingSettings:groups.${group}`)}`, '', ...head, ...rows].join('\n');
  });
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/training.md lacks ${begin} or ${end}`);
  const made = `${before}${begin}\n\n${tables.join('\n\n')}\n\n${end}${after}`;
  return format(made, { ...(await resolveConfig(document)), parser: 'markdown' });
}

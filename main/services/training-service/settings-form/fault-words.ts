/** The sentences of a training are written for the command line; the page has other words for the same things. */
import { t } from '../../../contract/messages/messages.ts';
import { settingTitle } from '../../../contract/messages/setting-texts.ts';
import { settingFields } from '../../../contract/training-settings/setting-fields.ts';

/** Flags become the settings' titles; what the page does by itself is said so. */
export function inTheWordsOfThePage(code: string, sentence: string): string {
  if (code === 'OTHER_TRAINING') {
    return 'The images, settings or network are not those that it began with, so it can’t go on: start a new training.';
  }
  return sentence.replaceAll(
    /--(no-)?([a-z]+(?:-[a-z]+)*)( [a-z-]+)?/g,
    (whole, _no: string | undefined, name: string) => {
      const field = settingFields.find(({ flag }) => flag === `--${name}`);
      return field === undefined ? whole : `“${settingTitle(t, field.name)}”`;
    },
  );
}

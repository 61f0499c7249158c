/** The sentences of a training are written for the command line; the page has other words for the same things. */
import { fieldTitles } from './setting-fields.ts';

/** Flags become the settings' titles; what the page does by itself is said so. */
export function inTheWordsOfThePage(code: string, sentence: string): string {
  if (code === 'OTHER_TRAINING') {
    return 'The images, settings or network are not those that it began with, so it can’t go on: start a new training.';
  }
  return sentence.replaceAll(
    /--(no-)?([a-z]+(?:-[a-z]+)*)( [a-z-]+)?/g,
    (flag, _no: string | undefined, name: string) => {
      const camel = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const title = fieldTitles.get(camel);
      return title === undefined ? flag : `“${title}”`;
    },
  );
}

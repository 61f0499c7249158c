/** The messages that the pages and the command line share, for whoever has no page: `t('trainingSettings:batch.title')`. */
import i18next from 'i18next';
import { english } from './english/english.ts';

const messages = i18next.createInstance();

void messages.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: english },
  ns: Object.keys(english),
  // The messages are in memory: nothing is loaded, so the first sentence has them.
  initAsync: false,
  interpolation: { escapeValue: false },
});

export const t = messages.t.bind(messages);

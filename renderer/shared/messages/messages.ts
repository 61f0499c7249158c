/** Every sentence of the pages, by key: `useTranslation('worklist')` in a component, `t` elsewhere. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { currentFormats } from '../preferences/locale-formats.ts';
import { english } from './english/english.ts';

const messages = i18next.createInstance();

void messages.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: english },
  ns: Object.keys(english),
  defaultNS: 'common',
  // The messages are in memory: nothing is loaded, so the first paint has them.
  initAsync: false,
  // React escapes by itself.
  interpolation: { escapeValue: false },
});

// `{{count, number}}` follows the person's choice of format, which may differ from the language.
messages.services.formatter?.add('number', (value: number) => currentFormats().numbers.format(value));

export const t = messages.t.bind(messages);

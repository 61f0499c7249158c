import 'i18next';
import type { english } from './english/english.ts';

/** A key that is in no catalogue, or a sentence without one of its values, does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof english;
    returnNull: false;
    strictKeyChecks: true;
  }
}

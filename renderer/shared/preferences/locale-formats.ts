/** How dates and numbers are written: the person's choice, or what the browser says. */
import { preferences } from './preferences.ts';

interface Formats {
  readonly locale: string | null;
  /** Days without a time of day. */
  readonly dates: Intl.DateTimeFormat;
  readonly times: Intl.DateTimeFormat;
  readonly numbers: Intl.NumberFormat;
  /** Names in the order in which a person would look for them. */
  readonly names: Intl.Collator;
}

function formatsOf(locale: string | null): Formats {
  const tag = locale ?? undefined;
  return {
    locale,
    dates: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }),
    times: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }),
    numbers: new Intl.NumberFormat(tag),
    names: new Intl.Collator(tag, { numeric: true }),
  };
}

let formats = formatsOf(preferences.get().locale);

export function currentFormats(): Formats {
  const { locale } = preferences.get();
  if (locale !== formats.locale) formats = formatsOf(locale);
  return formats;
}

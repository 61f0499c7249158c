import type { Moment } from '../../../domain/studies/image-header.ts';

/** A date (DA) and time (TM), or both from a DT where the file has that instead. */
export function readMoment(rawDate: string | null, rawTime: string | null): Moment {
  return { date: parseDate(rawDate), time: parseTime(rawTime), rawDate, rawTime };
}

/** The first year of a date that may be meant: 0001-01-01 and the like are fillings. */
const firstYear = '1800';

/**
 * YYYYMMDD, YYYY.MM.DD of files older than 1993, or YYYY-MM-DD and YYYY/MM/DD of careless ones, a time behind it or not;
 * null for what is no date.
 */
export function parseDate(raw: string | null): string | null {
  const [, year = '', , month, day] =
    /^(\d{4})([./-]?)(\d{2})\2(\d{2})(?:[T ]?\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?)?$/.exec(raw ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  // A day that the month does not have leads into the next one.
  const instant = new Date(`${date}T00:00:00Z`);
  const isPossible = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
  return isPossible && year >= firstYear ? date : null;
}

/** HHMM, HHMMSS or HHMMSS.FFFFFF, or the same with colons of files older than 1993; null for what is no time. */
function parseTime(raw: string | null): string | null {
  const parts = /^([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d|60)(\.\d{1,6})?)?$/.exec(raw ?? '');
  if (parts === null) return null;
  const [, hours, minutes, seconds, fraction = ''] = parts;
  return seconds === undefined ? `${hours}:${minutes}` : `${hours}:${minutes}:${seconds}${fraction}`;
}

/** The date and the time of a DT, YYYYMMDDHHMMSS.FFFFFF&ZZXX, or in the form of ISO 8601. */
export function splitDateTime(raw: string | null): { readonly date: string | null; readonly time: string | null } {
  const [, date = null, time = null] =
    /^(\d{8}|\d{4}-\d\d-\d\d)(?:[T ]?(\d\d:?\d\d(?::?\d\d(?:\.\d{1,6})?)?))?/.exec(raw ?? '') ?? [];
  return { date, time };
}

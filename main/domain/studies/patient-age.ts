/** A patient's age at a study. */
import type { ImageHeader, Moment } from './image-header.ts';

/** Years; the oldest person known reached 122. */
const OLDEST = 122;

const unitsOfYear = { Y: 1, M: 12, W: 365.25 / 7, D: 365.25 } as const;

/** Patient's Age (0010,1010), a number of days, weeks, months or years such as 018M, in years; null for what is none. */
function parseAge(raw: string | null): number | null {
  const [, number, unit] = /^\s*(\d{1,3})([DWMY])\s*$/i.exec(raw ?? '') ?? [];
  if (number === undefined || unit === undefined) return null;
  const years = Number(number) / unitsOfYear[unit.toUpperCase() as keyof typeof unitsOfYear];
  return years <= OLDEST ? years : null;
}

/** Completed years at a day, both YYYY-MM-DD; null where one is unknown, or the days can't both be right. */
export function completedYears(birth: string | null, day: string | null): number | null {
  if (birth === null || day === null || day < birth) return null;
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
  return years <= OLDEST ? years : null;
}

type StatedAge = Pick<
  ImageHeader,
  'patientBirthDate' | 'patientAge' | 'studyMoment' | 'acquisitionMoment' | 'seriesMoment' | 'contentMoment'
>;

/**
 * Years of age at the study's date, by the birth date or by Patient's Age; null where the file states neither, and where
 * they differ by more than a year: then one is wrong, and nothing tells which.
 */
export function ageAtStudy(header: StatedAge): number | null {
  const { studyMoment, acquisitionMoment, seriesMoment, contentMoment } = header;
  const moments: readonly Moment[] = [studyMoment, acquisitionMoment, seriesMoment, contentMoment];
  const day = moments.find(({ date }) => date !== null)?.date ?? null;
  const byBirth = completedYears(header.patientBirthDate, day);
  const stated = parseAge(header.patientAge);
  if (byBirth === null) return stated;
  if (stated !== null && Math.abs(byBirth - stated) > 1.5) return null;
  return byBirth + sinceBirthday(header.patientBirthDate!, day!);
}

/** The part of a year, below 1, that has gone since the last birthday. */
function sinceBirthday(birth: string, day: string): number {
  const birthday = `${Number(day.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0)}${birth.slice(4)}`;
  return Math.max(0, Date.parse(day) - Date.parse(birthday)) / (366 * 24 * 3_600_000);
}

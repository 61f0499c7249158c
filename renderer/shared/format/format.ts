import { durationParts } from '../../../main/domain/duration.ts';
import { formatPersonName } from '../../../main/domain/studies/person-name.ts';
import { t } from '../messages/messages.ts';
import { currentFormats } from '../preferences/locale-formats.ts';

/** A p-value; never 0. */
export function formatP(p: number): string {
  if (p < 0.001) return '<0.001';
  return p.toFixed(p < 0.1 ? 3 : 2);
}

/** A DICOM date, YYYY-MM-DD, in the person's locale. */
export function formatDate(date: string | null): string {
  const time = date === null ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? t('format:noDate') : currentFormats().dates.format(time);
}

/** ISO 8601 to local date and time. */
export function formatTime(iso: string): string {
  return currentFormats().times.format(new Date(iso));
}

/** "37 %"; a share that is not all or nothing is never printed as 0 % or 100 %. */
export function formatPercent(share: number): string {
  if (share > 0.995 && share < 1) return '>99 %';
  if (share < 0.005 && share > 0) return '<1 %';
  return `${(share * 100).toFixed(0)} %`;
}

/** With the minus of printed numbers, which is as wide as a digit. */
export function formatSigned(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−');
}

export function formatCount(count: number): string {
  return currentFormats().numbers.format(count);
}

/** A DICOM Person Name, family name first. */
export function formatPatientName(name: string): string {
  return formatPersonName(name) || t('format:noName');
}

/** The name of a study where there is room for one line: images without a patient have their file's name. */
export function studyTitle({
  patientName,
  description,
}: {
  readonly patientName: string;
  readonly description: string;
}): string {
  return patientName === '' && description !== '' ? description : formatPatientName(patientName);
}

export function formatDuration(seconds: number): string {
  const parts = durationParts(seconds);
  if (parts.unit === 'seconds') return t('format:seconds', parts);
  return parts.unit === 'minutes' ? t('format:minutes', parts) : t('format:hours', parts);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** `PNEUMONIA` reads `Pneumonia`: labels keep their own case unless they shout. */
export function formatLabel(label: string): string {
  return /[a-z]/.test(label) ? label : label.charAt(0) + label.slice(1).toLowerCase();
}

import { formatPersonName } from '../../../main/domain/studies/person-name.ts';
import { t } from '../messages/messages.ts';
import { currentFormats } from '../preferences/locale-formats.ts';

/** Two digits; a probability that is not certain is never printed as 0.00 or 1.00. */
export function formatProbability(probability: number): string {
  if (probability > 0.99 && probability < 1) return '>0.99';
  if (probability < 0.01 && probability > 0) return '<0.01';
  return probability.toFixed(2);
}

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

export function formatCount(count: number): string {
  return currentFormats().numbers.format(count);
}

/** A DICOM Person Name, family name first. */
export function formatPatientName(name: string): string {
  return formatPersonName(name) || t('format:noName');
}

/** The name of a study where there is room for one line: images without a patient have their file's name. */
export function titleOf({
  patientName,
  description,
}: {
  readonly patientName: string;
  readonly description: string;
}): string {
  return patientName === '' && description !== '' ? description : formatPatientName(patientName);
}

/** Whole seconds below two minutes, else minutes, else hours and minutes. */
export function formatDuration(seconds: number): string {
  if (seconds < 120) return t('format:seconds', { seconds: Math.max(0, Math.ceil(seconds)) });
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? t('format:minutes', { minutes })
    : t('format:hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
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

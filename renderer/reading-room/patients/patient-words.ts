import type { Person, PersonChange, PersonStudy } from '../../../main/domain/studies/person.ts';
import type { StatedPatient } from '../../../main/domain/studies/image-header.ts';
import { formatDate, formatPatientName, formatTime } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';

/** Name, ID with its issuer, birth date and sex, as far as a file states them. */
export function statedWords({
  patientName,
  patientId,
  patientIdIssuer,
  patientBirthDate,
  patientSex,
}: StatedPatient): string {
  const id = patientId === null || patientId === '' ? null : t('patients:id', { id: patientId });
  return [
    formatPatientName(patientName ?? ''),
    id !== null && patientIdIssuer !== null ? t('patients:idOfIssuer', { id, issuer: patientIdIssuer }) : id,
    patientBirthDate === null ? null : t('patients:born', { date: formatDate(patientBirthDate) }),
    patientSex,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

/** The person by what the first file stated; one whose files state nothing has no name. */
export function personName({ stated }: Pick<Person, 'stated'>): string {
  return formatPatientName(stated[0]?.patientName ?? '');
}

export function changeWords({ kind, studies, reader, at }: PersonChange): string {
  return t(`patients:${kind}`, { count: studies.length, reader, at: formatTime(at) });
}

export function studyWords({ studyDate, modality, description }: PersonStudy): string {
  return [formatDate(studyDate), modality, description].filter((part) => part !== '').join(' · ');
}

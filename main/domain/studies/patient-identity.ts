/** Whether two files speak of one patient: PS3.3 C.7.1.1 and what hospitals make of it. */
import type { IssuerQualifiers, StatedPatient } from './image-header.ts';
import { formatPersonName } from './person-name.ts';

/** The part of a stated patient that tells people apart. */
export type PatientIdentity = Pick<
  StatedPatient,
  'patientName' | 'patientId' | 'patientIdIssuer' | 'patientIdQualifiers' | 'patientBirthDate' | 'patientSex'
>;

/** Words that programs write where there is no name, or where it was taken out. */
const nobody =
  /^(anon|anonymous|anonymi[sz]ed|de ?identified|removed|masked|redacted|unknown|unk|unspecified|undefined|missing|blank|empty|none|nil|null|nan|<?na>?|#?n[/.]a\.?|tb[ad]|not (available|applicable|known|assigned|recorded)|no (name|id)|unbekannt|inconnu|desconocido|sconosciuto|onbekend|\?+|\.+|x{2,}|0*(\.0+)?)( patient)?$/i;
/** Numbers that stand for "none" in tables. */
const noNumber = /^-(1|9+)(\.0+)?$/;

/** The text of a name or an ID, trimmed; null where it names nobody. */
export function statedText(text: string | null): string | null {
  const words = text?.replaceAll(/[\^_\s-]+/g, ' ').trim() ?? '';
  return text === null || nobody.test(words) || noNumber.test(text.trim()) ? null : text.trim();
}

/** True when a file says whose it is at all; a JPEG does not. */
export function statesPatient({ patientName, patientId }: PatientIdentity): boolean {
  return (patientName ?? '') !== '' || (patientId ?? '') !== '';
}

/** The same Patient ID of the same issuer. An ID that names nobody is none. */
export function hasSameId(one: PatientIdentity, other: PatientIdentity): boolean {
  const id = statedText(one.patientId);
  return (
    id !== null &&
    id === statedText(other.patientId) &&
    one.patientIdIssuer === other.patientIdIssuer &&
    qualifierKey(one.patientIdQualifiers) === qualifierKey(other.patientIdQualifiers)
  );
}

/**
 * Whether what two files state cannot be true of one person: another birth date or sex. Where no issuer is stated, an
 * ID is unique only within one hospital that is not named, and another name counts too.
 */
export function contradicts(one: PatientIdentity, other: PatientIdentity): boolean {
  const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  if (differ(one.patientBirthDate, other.patientBirthDate) || differ(one.patientSex, other.patientSex)) return true;
  const isIssuerStated = one.patientIdIssuer !== null || one.patientIdQualifiers !== null;
  return !isIssuerStated && differ(nameKey(one), nameKey(other));
}

/** Whether two files state the same birth date and sex, or both none. */
export function agreesExactly(one: PatientIdentity, other: PatientIdentity): boolean {
  return one.patientBirthDate === other.patientBirthDate && one.patientSex === other.patientSex;
}

/** In the form that is shown, which older casebooks kept instead of the raw name; case and accents count for nothing. */
function nameKey({ patientName }: PatientIdentity): string | null {
  const name = formatPersonName(patientName ?? '');
  return name === '' ? null : name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** A text that is the same for equal qualifiers. */
export function qualifierKey(qualifiers: IssuerQualifiers | null): string {
  if (qualifiers === null) return '';
  const { universalEntityId, universalEntityIdType, jurisdiction, facility, agency } = qualifiers;
  return JSON.stringify([universalEntityId, universalEntityIdType, jurisdiction, facility, agency]);
}

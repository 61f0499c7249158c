import type { AuditReport, PropertyAudit } from '../../domain/datasets/audit-report.ts';
import type { NumberProperty } from '../../domain/datasets/file-properties.ts';
import { parseStoredMessage } from '../../domain/messages/coded-message.ts';
import { ownEntry } from '../../domain/own-entry.ts';

type NumberAudit = Extract<PropertyAudit, { readonly kind: 'number' }>;
type WordAudit = Extract<PropertyAudit, { readonly kind: 'word' }>;
type EarlierProperty = { readonly name: string } & (Omit<NumberAudit, 'property'> | Omit<WordAudit, 'subject'>);

/**
 * Version 4 had names and sentences where there are codes now; version 3 had sentences instead of statements, too, and
 * another name for the patients across splits.
 */
interface EarlierReport extends Omit<AuditReport, 'unreadable' | 'properties'> {
  readonly unreadable: readonly { readonly entry: number; readonly reason: string }[];
  readonly properties: readonly EarlierProperty[];
  readonly tornPatients?: AuditReport['patientsAcrossSplits'];
}

/** The version from which on a report has the form of today. */
const FIRST_OF_THIS_FORM = 5;

const numberNames: Readonly<Record<string, NumberProperty>> = {
  width: 'width',
  height: 'height',
  'width to height': 'aspectRatio',
  'file size': 'fileSize',
  'bits a pixel in the file': 'bitsPerPixel',
  'bit depth': 'bitDepth',
  'JPEG quantisation': 'jpegQuantisation',
};

/** Its words stand as they were kept, and so does the name of a property that has words. */
function readProperty({ name, ...property }: EarlierProperty): readonly PropertyAudit[] {
  if (property.kind === 'word') return [{ ...property, subject: { column: name } }];
  const known = ownEntry(numberNames, name);
  return known === undefined ? [] : [{ kind: 'number', perLabel: property.perLabel, property: known }];
}

function fromEarlier({ tornPatients, unreadable, properties, ...others }: EarlierReport): AuditReport {
  return {
    ...others,
    patientsAcrossSplits: tornPatients ?? others.patientsAcrossSplits,
    unreadable: unreadable.map(({ entry, reason }) => ({ entry, fault: parseStoredMessage(reason) })),
    properties: properties.flatMap(readProperty),
  };
}

/** A kept report in the form of today; undefined for one that is older than version 3, which is to be made again. */
export function readReport(report: AuditReport | undefined): AuditReport | undefined {
  if (report === undefined || report.version < 3) return undefined;
  return report.version >= FIRST_OF_THIS_FORM ? report : fromEarlier(report as unknown as EarlierReport);
}

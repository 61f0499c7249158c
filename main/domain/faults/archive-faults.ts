import type { NoDetails } from '../messages/coded-message.ts';

/** ZIP files and the indexes of discs. */
export interface ArchiveFaults {
  'archive.damaged': NoDetails;
  'archive.too-large': NoDetails;
  'archive.encrypted': NoDetails;
  'archive.nested': NoDetails;
  'archive.unknown-method': NoDetails;
  'archive.entry-damaged': NoDetails;
  'disc.index-damaged': NoDetails;
  'disc.file-missing': NoDetails;
  'disc.not-in-index': NoDetails;
}

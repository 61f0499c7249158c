import type { NoDetails } from '../messages/coded-message.ts';

/** Files and folders of the machine. */
export interface FileFaults {
  'file.gone-or-closed': NoDetails;
  'file.changed-since-import': NoDetails;
  'file.forbidden': NoDetails;
  'file.missing': NoDetails;
  'file.folder-closed': NoDetails;
  'file.gone': NoDetails;
  'file.no-permission': NoDetails;
  'file.name-not-utf8': NoDetails;
  'file.is-folder': NoDetails;
  'file.special': NoDetails;
  'file.link-nowhere': NoDetails;
  'file.path-too-long': NoDetails;
  'file.hidden': NoDetails;
  'file.not-image': NoDetails;
  'file.too-large': NoDetails;
  'file.unreadable': { readonly systemCode: string };
}

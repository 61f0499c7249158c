export const backupFaults = {
  'backup.not-found': 'There is no such backup. Choose another.',
  'backup.exists': 'There is a file of this name already, which is left as it is. Choose another name.',
  'backup.no-casebook': 'There is no casebook to make a backup of. Check its path.',
  'backup.not-written':
    'The backup can’t be written: {{systemCode, systemCode}}. Choose another place for it, or make room there; the casebook is as it was.',
  'backup.needs-passphrase': 'This backup is encrypted. Give its passphrase.',
  'backup.wrong-passphrase': 'This is not the passphrase of this backup. Try again.',
  'backup.changed': 'This backup is damaged, cut off or was changed after it was made. Choose another.',
  'backup.newer': 'This backup was made by a newer Overread. Update Overread, or choose another backup.',
  'backup.not-sound':
    'The casebook in this file is damaged ({{reasons, clauses}}). Choose another backup, or have doctor, on the command line, save what can be read.',
  'casebook.held':
    'Another Overread has this casebook open. Close it, and its other windows and commands, and try again.',
} as const;

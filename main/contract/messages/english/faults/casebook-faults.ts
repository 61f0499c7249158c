export const casebookFaults = {
  'casebook.foreign': 'This file is a database of another program, not a casebook. Choose another file.',
  'casebook.newer':
    'This casebook was written by a newer Overread (casebook version {{version}}; this one knows {{known}}). Update Overread, or open another casebook.',
  'casebook.damaged':
    'The casebook is damaged, or its file is not a casebook. Choose another file, restore a backup, or have doctor, on the command line, save what can be read.',
  'casebook.read-only':
    'The casebook may be read by this account, not written to. Change its permissions, or open another.',
  'casebook.disk-full':
    'The disk that the casebook lies on is full. Make room on it and try again: what was kept before is safe.',
  'casebook.disk-failed':
    'The disk that the casebook lies on fails ({{code}}). Check it and its connection, and try again; if it fails again, restore a backup on another disk.',
  'casebook.locked':
    'Another program holds the casebook and does not let go of it. Close that program, or wait until it is through, and try again.',
  'casebook.is-folder': 'This is a folder, not a casebook. Name a file in it.',
  'casebook.special':
    'This is no file but a pipe, a device or a socket, which is never read. Choose the file of a casebook.',
  'casebook.not-opened':
    'The casebook can’t be opened ({{reason, clause}}). Check that its folder can be written, or choose another.',
  'casebook.audit-changed':
    'The audit log has been changed at or before entry {{entry}}. Restore the casebook from a backup.',
  'casebook.audit-cut':
    'The audit log ends at entry {{entries}} but had {{expected}} entries. Restore the casebook from a backup.',
  'casebook.audit-head':
    'The audit log had {{expected}} entries when it was last written, and does not go on from these: at entry {{entries}} it was cut, replaced, or lost its last entries with the power. Compare it with a backup.',
  'patient.not-found': 'This patient, or these studies, are not in the casebook. Go back and choose again.',
  'patient.already-one': 'This is one patient already. Choose another.',
  'patient.several': 'The studies belong to several patients. Choose studies of one patient.',
  'patient.no-such-change': 'There is no such change of patients. Go back and choose again.',
  'patient.already-undone': 'This change is undone already. Read the history for what stands now.',
  'patient.moved-since': 'Some of these studies were moved again. Take those changes back first.',
} as const;

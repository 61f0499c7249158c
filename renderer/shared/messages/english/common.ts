/** Words that several pages use. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  remove: 'Remove',
  save: 'Save',
  tryAgain: 'Try again',
} as const;

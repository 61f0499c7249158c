/** Words that several pages use. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  details: 'Details',
  notDefined: 'not defined',
  show: 'Show',
  tryAgain: 'Try again',
} as const;

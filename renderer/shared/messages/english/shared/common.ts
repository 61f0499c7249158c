/** Words that several pages use. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  details: 'Details',
  notDefined: 'not defined',
  show: 'Show',
  somethingWrong: 'Something went wrong inside Overread. The details below help support to find it.',
  tryAgain: 'Try again',
} as const;

/** Keys, as they are written on the keyboard. */
export const keyboard = {
  space: 'Space',
  escape: 'Esc',
  pageUp: 'Page up',
  pageDown: 'Page down',
} as const;

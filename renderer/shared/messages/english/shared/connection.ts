/** When the workstation behind the page is gone, or does not know this page any more. */
export const connection = {
  lost: 'Overread does not answer.',
  lostHelp:
    'What is on this page stays, and what you type is kept. Start Overread again if it was ended: the page goes on by itself.',
  lostHelpWindow:
    'What is on this page stays, and what you type is kept. If this lasts, close the window and open it again.',
  noAnswer: 'The workstation does not answer. Look whether Overread is still running, then try again.',
  signedOut: 'This page is no longer signed in',
  signInAgain: 'This page is no longer signed in. Open the address that Overread printed when it started.',
  notSignedIn: 'This window is not signed in',
  howToSignIn: 'Open the address that Overread printed when it started, in this browser, or paste it here.',
  howToSignInAgain:
    'Overread was started again. Open the address that it printed in the terminal, in this browser, or paste it here. The page then goes on where it was; nothing that you typed is lost.',
  address: 'Address printed by Overread',
  addressExample: '{{origin}}/?token=…',
  addressHelp: 'It works once. Start Overread again for a new one.',
  notAnAddress: 'This is not an address that Overread prints: it ends in ?token= and a long word.',
  refused: 'This address was used already, or is from an earlier start. Start Overread again for a new one.',
  signIn: 'Sign in',
} as const;

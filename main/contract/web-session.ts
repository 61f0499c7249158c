/** How a page of the web host signs in: it posts the token of the printed address here and gets the session. */
export const signInPath = '/session';

/** Calls carry the session in this header; a page that is signed out sends none. */
export const sessionHeaders = (session: string | null): { readonly authorization?: string } =>
  session === null ? {} : { authorization: `Bearer ${session}` };

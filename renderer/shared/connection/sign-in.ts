import { signInPath } from '../../../main/contract/web-session.ts';
import { keepSession } from '../client/session.ts';

/** Other windows of this browser hear of a sign-in, which is theirs too. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('overread:signed-in');

const here = new EventTarget();

/** To this window and to the others. */
export function tellSignedIn(): void {
  here.dispatchEvent(new Event('signed in'));
  channel?.postMessage('signed in');
}

/** Called when a sign-in may have happened: here, in another window, or while this one was in the background. */
export function onSignIn(listener: () => void): () => void {
  here.addEventListener('signed in', listener);
  channel?.addEventListener('message', listener);
  window.addEventListener('focus', listener);
  return () => {
    here.removeEventListener('signed in', listener);
    channel?.removeEventListener('message', listener);
    window.removeEventListener('focus', listener);
  };
}

/** The token of an address as Overread prints it, or of the token alone; null where there is none in the text. */
export function tokenIn(text: string): string | null {
  const typed = text.trim();
  return /[?&]token=([\w-]+)/.exec(typed)?.[1] ?? (/^[\w-]{20,}$/.test(typed) ? typed : null);
}

/** Signs this browser in; false where the token was used or belongs to an earlier start. */
export async function signIn(token: string): Promise<boolean> {
  const answer = await fetch(signInPath, { method: 'POST', body: token, headers: { 'content-type': 'text/plain' } });
  if (answer.ok) keepSession((await answer.text()).trim());
  return answer.ok;
}

/** Signs in by the token of the page's own address, if there is one, and takes it out of there. */
export async function signInByAddress(): Promise<void> {
  const token = tokenIn(window.location.search);
  if (token === null) return;
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.hash}`);
  await signIn(token).catch(() => false);
}

import { sessionHeaders, signInPath } from '../../main/contract/web-session.ts';

interface SignedIn {
  readonly status: number;
  /** For the calls of a page that has signed in. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs in at a web host as its page does. */
export async function signIn({
  origin,
  address,
}: {
  readonly origin: string;
  readonly address: string;
}): Promise<SignedIn> {
  const token = new URL(address).searchParams.get('token');
  const answer = await fetch(`${origin}${signInPath}`, { method: 'POST', body: token, headers: { origin } });
  return { status: answer.status, headers: { origin, ...sessionHeaders((await answer.text()).trim()) } };
}

/**
 * Who may talk to the web host. A page elsewhere in the browser can send requests to 127.0.0.1 and can point a name of its
 * own at it (DNS rebinding), and other users and programs of this machine can connect. So every request must name this
 * server as its host; calls must come from this server's own pages and carry the session in a header. There is no cookie:
 * a browser sends the cookies of 127.0.0.1 to the servers on all of its ports.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface GateOptions {
  readonly port: number;
  /** A further origin whose pages may call: the renderer's development server. */
  readonly developmentOrigin?: string | undefined;
  /** The secret behind the session, where it must survive a restart. */
  readonly session?: string | undefined;
}

/** `page`: the program's own files, which hold no data. `signIn`: the token for the session. `call`: everything else. */
export type RequestKind = 'page' | 'signIn' | 'call';

export interface Refusal {
  readonly status: 401 | 403;
  readonly sentence: string;
}

export interface Gate {
  /** In the address that is printed; good for one use. */
  readonly token: string;
  /** The session for the token; null when that is wrong or was used. */
  redeem(token: string): string | null;
  /** Why the request is turned away, null when it may pass. */
  refuse(headers: IncomingHttpHeaders, kind: RequestKind): Refusal | null;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const otherHost: Refusal = { status: 403, sentence: 'This address is not the one Overread serves.' };
const otherPage: Refusal = { status: 403, sentence: 'Calls are taken only from Overread’s own pages.' };
const signedOut: Refusal = { status: 401, sentence: 'This page is not signed in.' };

export function createGate({ port, developmentOrigin, session: kept = secret() }: GateOptions): Gate {
  const token = secret();
  // Of this port only: a page that is left open goes on calling there, whoever listens by then.
  const session = createHmac('sha256', kept).update(`port ${port}`).digest('base64url');
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = [...hosts.map((host) => `http://${host}`), ...(developmentOrigin ? [developmentOrigin] : [])];
  let isUsed = false;

  function isOwnPage(headers: IncomingHttpHeaders): boolean {
    const site = headers['sec-fetch-site'];
    const isSite = site === undefined || site === 'same-origin' || developmentOrigin !== undefined;
    return isSite && origins.includes(headers.origin ?? '');
  }
  return {
    token,
    redeem(given) {
      if (isUsed || !isSame(given, token)) return null;
      isUsed = true;
      return session;
    },
    refuse(headers, kind) {
      if (!hosts.includes(headers.host ?? '')) return otherHost;
      if (kind === 'page') return null;
      if (!isOwnPage(headers)) return otherPage;
      return kind === 'signIn' || isSame(headers.authorization ?? '', `Bearer ${session}`) ? null : signedOut;
    },
  };
}

/**
 * Who may talk to the web host. A page elsewhere in the browser can send requests to 127.0.0.1 and
 * can point a name of its own at it (DNS rebinding), and other users of this machine can connect; so
 * every request must name this server as its host and carry the session cookie, and calls must come
 * from this server's own pages.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface GateOptions {
  readonly port: number;
  /** A further origin whose pages may call: the renderer's development server. */
  readonly developmentOrigin?: string | undefined;
  /** The session cookie's value, where it must survive a restart. */
  readonly session?: string | undefined;
}

export interface Gate {
  /** In the address that is printed; good for one use. */
  readonly token: string;
  /** Null when the token is wrong or was used; else the `Set-Cookie` header. */
  redeem(token: string): string | null;
  /** Why the request is turned away, null when it may pass. `call` is stricter than loading a page. */
  refuse(headers: IncomingHttpHeaders, kind: 'page' | 'call' | 'redemption'): string | null;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export function createGate({ port, developmentOrigin, session = secret() }: GateOptions): Gate {
  const token = secret();
  // Cookies don't tell ports apart, so the name does.
  const cookieName = `overread-${port}`;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = [...hosts.map((host) => `http://${host}`), ...(developmentOrigin ? [developmentOrigin] : [])];
  let isUsed = false;

  function hasSession(cookies: string | undefined): boolean {
    const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
    return pairs.some(([name, value]) => name === cookieName && isSame(value ?? '', session));
  }
  return {
    token,
    redeem(given) {
      if (isUsed || !isSame(given, token)) return null;
      isUsed = true;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    refuse(headers, kind) {
      if (!hosts.includes(headers.host ?? '')) return 'This address is not the one Overread serves.';
      if (kind === 'redemption') return null;
      if (!hasSession(headers.cookie))
        return 'This window is not signed in. Open the address that Overread printed when it started, or paste it below. It works once: start Overread again if it has been used.';
      if (kind === 'page') return null;
      if (!origins.includes(headers.origin ?? '')) return 'Calls are taken only from Overread’s own pages.';
      const site = headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || developmentOrigin !== undefined
        ? null
        : 'Calls are taken only from Overread’s own pages.';
    },
  };
}

/** `app://overread/`: the built pages under an origin of their own, which `file:` could not give them. */
import { protocol } from 'electron';
import type { PageFiles } from '../page-files.ts';

const scheme = 'app';
export const appOrigin = `${scheme}://overread`;

/** Before the application is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** When the application is ready. */
export function serveAppProtocol(pages: PageFiles): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'overread' && request.method === 'GET' ? await pages(url.pathname) : null;
    if (file === null) return new Response('There is no such page.\n', { status: 404 });
    return new Response(new Uint8Array(file.body), { headers: file.headers });
  });
}

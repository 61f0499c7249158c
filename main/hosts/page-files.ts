/** The built pages, as both hosts with pages serve them: a URL path in, bytes with their headers out. */
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy, securityHeaders } from './content-security-policy.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export type PageFiles = (urlPath: string) => Promise<PageFile | null>;

/**
 * Serves `folder` and nothing outside it. The application is one page, whose places stand behind a `#`: `/` gets
 * index.html, with a fresh nonce. Null: there is no such file.
 */
export function createPageFiles(folder: string): PageFiles {
  return async (urlPath) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = { ...securityHeaders, 'Content-Security-Policy': contentSecurityPolicy(nonce) };
    const extension = extname(urlPath);
    if (urlPath === '/' || urlPath === '/index.html') {
      const page = await readFile(join(folder, 'index.html'), 'utf8');
      const body = Buffer.from(page.replaceAll('__NONCE__', nonce));
      return { body, headers: { ...headers, 'Content-Type': contentTypes['.html']!, 'Cache-Control': 'no-store' } };
    }
    const contentType = contentTypes[extension];
    const path = contentType === undefined ? null : await pathInside(folder, urlPath);
    if (contentType === undefined || path === null) return null;
    // Built files carry a hash of their content in their names.
    const caching = urlPath.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache';
    return {
      body: await readFile(path),
      headers: { ...headers, 'Content-Type': contentType, 'Cache-Control': caching },
    };
  };
}

/** The real path of an existing file under the folder; links that lead out of it count as outside. */
async function pathInside(folder: string, urlPath: string): Promise<string | null> {
  try {
    const base = await realpath(folder);
    const path = await realpath(join(base, decodeURIComponent(urlPath)));
    return path.startsWith(base + sep) ? path : null;
  } catch {
    return null;
  }
}

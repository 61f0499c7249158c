/** The web host: the pages and the contract on 127.0.0.1, for one person with a one-time token. */
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from '../../services/api/router.ts';
import { securityHeaders } from '../content-security-policy.ts';
import type { PageFiles } from '../page-files.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import { signInPage, tokenOf } from './sign-in-page.ts';
import { sendFormsWhole } from './whole-forms.ts';

export interface WebServerOptions extends Omit<GateOptions, 'port'> {
  readonly router: Router;
  readonly pages: PageFiles;
  /** 0 takes any free port; a port in use is replaced by a free one. */
  readonly port: number;
  /** Told of faults in the program, which the page sees only as "internal error". */
  readonly onBug: (error: unknown) => void;
}

export interface WebServer {
  readonly origin: string;
  /** The origin with the one-time token. */
  readonly address: string;
  close(): Promise<void>;
}

/** The largest body of one call, uploads included, bytes. It is held in memory while it is read. */
const maxBodySize = 1024 ** 3;

export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const gate = createGate({ ...options, port });
  const origin = `http://127.0.0.1:${port}`;
  server.on('request', createListener(options, gate));
  return {
    origin,
    address: `${origin}/?token=${gate.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Loopback only: nothing outside this machine can connect. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function createListener(
  options: WebServerOptions,
  gate: Gate,
): (request: IncomingMessage, response: ServerResponse) => void {
  const handler = new RPCHandler(options.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize })],
    rootInterceptors: [sendFormsWhole],
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (url === null) return end(response, 400, 'This is no address.');
    const isCall = url.pathname.startsWith('/rpc/');
    const typed = url.searchParams.get('token');
    const token = typed === null ? null : tokenOf(typed);
    const isRedemption = request.method === 'GET' && !isCall && token !== null;
    const refusal = gate.refuse(request.headers, isCall ? 'call' : isRedemption ? 'redemption' : 'page');
    if (refusal !== null) return isCall ? end(response, 403, refusal) : askToSignIn(response, refusal);
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (isCall) {
      response.setHeader('Cache-Control', 'no-store');
      const { matched } = await handler.handle(request, response, { prefix: '/rpc' });
      return matched ? undefined : end(response, 404, 'There is no such operation.');
    }
    if (request.method !== 'GET') return end(response, 405, 'Only GET is answered here.');
    if (isRedemption) return redeem(gate, token, request, response, options.developmentOrigin);
    return sendPage(options.pages, url.pathname, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.onBug(error);
      if (!response.headersSent) end(response, 500, 'Something went wrong in Overread.');
      else response.destroy();
    });
  };
}

/** Trades the token for the cookie; whoever has the cookie already (a reload) just goes on. */
function redeem(
  gate: Gate,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
  developmentOrigin = '',
): void {
  const cookie = gate.redeem(token);
  const refusal = cookie === null ? gate.refuse(request.headers, 'page') : null;
  if (refusal !== null) return askToSignIn(response, refusal);
  if (cookie !== null) response.setHeader('Set-Cookie', cookie);
  response.writeHead(303, { Location: `${developmentOrigin}/`, 'Cache-Control': 'no-store' }).end();
}

async function sendPage(pages: PageFiles, path: string, response: ServerResponse): Promise<void> {
  const file = await pages(path);
  if (file === null) return end(response, 404, 'There is no such page.');
  response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength }).end(file.body);
}

function askToSignIn(response: ServerResponse, sentence: string): void {
  response
    .writeHead(403, {
      ...securityHeaders,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    })
    .end(signInPage(sentence));
}

function end(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, {
      ...securityHeaders,
      'Content-Security-Policy': "default-src 'none'",
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    })
    .end(`${sentence}\n`);
}

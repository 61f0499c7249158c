/** The web host: the pages and the contract on 127.0.0.1, for one person with a one-time token. */
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signInPath } from '../../contract/web-session.ts';
import type { Router } from '../../services/api/router.ts';
import { securityHeaders } from '../content-security-policy.ts';
import type { PageFiles } from '../page-files.ts';
import { createGate, type Gate, type GateOptions } from './gate.ts';
import { sendFormsWhole } from './whole-forms.ts';

export interface WebServerOptions extends Omit<GateOptions, 'port'> {
  readonly router: Router;
  readonly pages: PageFiles;
  /** 0 takes any free port; a port in use is replaced by a free one. */
  readonly port: number;
  /** Told of faults in the program, which the page sees only as "internal error". */
  readonly onBug: (error: unknown) => void;
  /** Told once, when a browser has signed in. */
  readonly onSignIn?: () => void;
}

export interface WebServer {
  readonly origin: string;
  /** The address of the pages with the one-time token. */
  readonly address: string;
  close(): Promise<void>;
}

/** The largest body of one call with files, bytes. It is held in memory while it is read. */
const maxFormSize = 1024 ** 3;

/** The largest body of any other call, bytes: parsing keeps all others waiting. 10,000 paths fit. */
const maxJsonSize = 8 * 1024 ** 2;

export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const gate = createGate({ ...options, port });
  const origin = `http://127.0.0.1:${port}`;
  server.on('request', createListener(options, gate));
  return {
    origin,
    address: `${options.developmentOrigin ?? origin}/?token=${gate.token}`,
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
  const handlerUpTo = (maxBodySize: number): RPCHandler<Record<never, never>> =>
    new RPCHandler(options.router, {
      plugins: [new BodyLimitPlugin({ maxBodySize })],
      rootInterceptors: [sendFormsWhole],
    });
  const forForms = handlerUpTo(maxFormSize);
  const forJson = handlerUpTo(maxJsonSize);
  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isForm = request.headers['content-type']?.startsWith('multipart/form-data') === true;
    response.setHeader('Cache-Control', 'no-store');
    const { matched } = await (isForm ? forForms : forJson).handle(request, response, { prefix: '/rpc' });
    return matched ? undefined : end(response, 404, 'There is no such operation.');
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = URL.parse(request.url ?? '/', 'http://127.0.0.1')?.pathname;
    if (path === undefined) return end(response, 400, 'This is no address.');
    const kind = path.startsWith('/rpc/') ? 'call' : path === signInPath ? 'signIn' : 'page';
    const refusal = gate.refuse(request.headers, kind);
    if (refusal !== null) return end(response, refusal.status, refusal.sentence);
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    if (kind === 'call') return call(request, response);
    if (kind === 'signIn') return signIn(gate, request, response, options.onSignIn);
    if (request.method !== 'GET') return end(response, 405, 'Only GET is answered here.');
    return sendPage(options.pages, path, response);
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.onBug(error);
      if (!response.headersSent) end(response, 500, 'Something went wrong in Overread.');
      else response.destroy();
    });
  };
}

/** Trades the token, which is the body, for the session. */
async function signIn(
  gate: Gate,
  request: IncomingMessage,
  response: ServerResponse,
  onSignIn: () => void = () => undefined,
): Promise<void> {
  if (request.method !== 'POST') return end(response, 405, 'Only POST is answered here.');
  const session = gate.redeem(await shortBody(request));
  if (session === null) return end(response, 403, 'This token was used already, or is of an earlier start.');
  onSignIn();
  end(response, 200, session);
}

/** The body as text, as far as a token reaches; the rest is not read. */
async function shortBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) {
    body += String(piece);
    if (body.length > 100) break;
  }
  return body;
}

async function sendPage(pages: PageFiles, path: string, response: ServerResponse): Promise<void> {
  const file = await pages(path);
  if (file === null) return end(response, 404, 'There is no such page.');
  response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength }).end(file.body);
}

function end(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      ...securityHeaders,
      'Content-Security-Policy': "default-src 'none'",
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    })
    .end(`${text}\n`);
}

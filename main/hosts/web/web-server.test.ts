import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import { signIn } from '../../../tests/support/sign-in.ts';
import { createRouter } from '../../services/api/router.ts';
import { startWebServer, type WebServer } from './web-server.ts';

let station: TestStation;
let server: WebServer;
let page: Awaited<ReturnType<typeof signIn>>;
let signIns = 0;
const bugs: unknown[] = [];

const start = (port: number): Promise<WebServer> =>
  startWebServer({
    router: createRouter(station.workstation, { kind: 'web', pick: () => Promise.resolve(null) }),
    pages: (path) => (path === '/broken.js' ? Promise.reject(new Error('disk')) : Promise.resolve(null)),
    port,
    onBug: (error) => bugs.push(error),
    onSignIn: () => (signIns += 1),
  });

beforeAll(async () => {
  station = await makeWorkstation();
  server = await start(0);
  page = await signIn(server);
});
afterAll(async () => {
  await server.close();
  await station.close();
});

const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.origin}${path}`, { ...init, headers: { ...page.headers, ...init.headers } });

const json = { 'content-type': 'application/json' };

test('trades the token for the session once, and tells whoever waits for it', async () => {
  expect(page.status).toBe(200);
  expect((await signIn(server)).status).toBe(403);
  expect(signIns).toBe(1);
});

test('sets no cookie, since a browser would send it to every port', async () => {
  expect((await fetch(server.address)).headers.get('set-cookie')).toBeNull();
  expect(
    (await call('/rpc/jobs/list', { method: 'POST', body: '{}', headers: json })).headers.get('set-cookie'),
  ).toBeNull();
});

test('takes files of any size and no more than 8 MB of anything else', async () => {
  const body = JSON.stringify({ json: { paths: ['/'.padEnd(9_000_000, 'x')] } });
  expect((await call('/rpc/screening/start', { method: 'POST', body, headers: json })).status).toBe(413);
  const form = new FormData();
  form.set('data', body);
  expect((await call('/rpc/screening/start', { method: 'POST', body: form })).status).toBe(400);
});

test('logs nothing of what comes without a session, however much it is', async () => {
  const before = bugs.length;
  const logged = vi.spyOn(station.workstation.log, 'error');
  const requests: RequestInit[] = [{}, { method: 'POST', body: '{' }, { method: 'PUT' }, { headers: { origin: 'x' } }];
  for (const path of ['/rpc/system/status', '/session', '/%00.js', '/read/1']) {
    for (const init of requests) await fetch(`${server.origin}${path}`, init);
  }
  expect(logged).not.toHaveBeenCalled();
  expect(bugs).toHaveLength(before);
});

test('listens on loopback only, and takes a free port where the wanted one is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const second = await start(port);
  expect(second.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second.origin).not.toBe(`http://127.0.0.1:${port}`);
  await second.close();
  other.close();
});

test('answers calls of the contract and nothing else', async () => {
  const post = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  expect((await call('/rpc/system/status', post)).status).toBe(200);
  expect((await call('/rpc/system/shutDown', post)).status).toBe(404);
  expect((await call('/rpc/system/status')).status).not.toBe(200);
  expect((await call('/', { method: 'POST' })).status).toBe(405);
  expect((await call('/none.js')).status).toBe(404);
});

test('answers what is no address with 400, and logs nothing', async () => {
  const { port } = new URL(server.origin);
  const status = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '//[' }, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });
  expect(status).toBe(400);
  expect(bugs).toEqual([]);
});

test('gives every answer the headers that keep other pages out', async () => {
  for (const path of ['/none.js', '/rpc/none']) {
    const { headers } = await call(path);
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
    expect(headers.get('access-control-allow-origin'), path).toBeNull();
  }
});

test('tells a fault of the program to the log, and the page only that there was one', async () => {
  const response = await call('/broken.js');
  expect([response.status, await response.text()]).toEqual([500, 'Something went wrong in Overread.\n']);
  expect(bugs).toHaveLength(1);
});

test('leaves faults of an operation to the router, which has logged them already', async () => {
  const { log, jobs } = station.workstation;
  const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  vi.spyOn(jobs, 'list').mockImplementation(() => {
    throw new TypeError('a bug');
  });
  const before = bugs.length;
  const headers = { 'content-type': 'application/json' };
  expect((await call('/rpc/jobs/list', { method: 'POST', body: '{}', headers })).status).toBe(500);
  vi.restoreAllMocks();
  expect(logged).toHaveBeenCalledOnce();
  expect(bugs).toHaveLength(before);
});

test('takes a page that goes away while it listens for no fault of the program', async () => {
  const before = bugs.length;
  const leave = new AbortController();
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', body: '{}', headers, signal: leave.signal };
  const response = await call('/rpc/system/events', init);
  expect(response.status).toBe(200);
  leave.abort();
  // Answered after the server has noticed that the page left.
  expect((await call('/rpc/jobs/list', { method: 'POST', body: '{}', headers })).status).toBe(200);
  expect(bugs.slice(before)).toEqual([]);
});

import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

const port = 4777;
const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };

function signedIn(gate = createGate({ port })) {
  const cookie = gate.redeem(gate.token)!.split(';')[0]!;
  return { gate, cookie };
}

test('takes the token once and gives an HttpOnly, same-site cookie for it', () => {
  const gate = createGate({ port });
  expect(gate.redeem('guess')).toBeNull();
  expect(gate.redeem(gate.token)).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(gate.redeem(gate.token)).toBeNull();
});

test('lets its own signed-in page load and call', () => {
  const { gate, cookie } = signedIn();
  expect(gate.refuse({ ...own, cookie }, 'page')).toBeNull();
  expect(gate.refuse({ ...own, cookie, 'sec-fetch-site': 'same-origin' }, 'call')).toBeNull();
  expect(gate.refuse({ ...own, cookie: `other=1; ${cookie}` }, 'page')).toBeNull();
});

test.each([
  ['no cookie', { cookie: undefined }],
  ['another cookie', { cookie: 'overread-4777=guess' }],
  ['a host name pointed at this machine', { host: 'evil.example:4777' }],
  ['another port', { host: '127.0.0.1:80' }],
  ['a page elsewhere', { origin: 'https://evil.example' }],
  ['no origin', { origin: undefined }],
  ['a page on another port of this machine', { 'sec-fetch-site': 'same-site' }],
])('refuses calls with %s', (_, change) => {
  const { gate, cookie } = signedIn();
  expect(gate.refuse({ ...own, cookie, ...change }, 'call')).not.toBeNull();
});

test('refuses a token sent under another host name', () => {
  expect(createGate({ port }).refuse({ host: 'evil.example' }, 'redemption')).not.toBeNull();
});

test('keeps the session over a restart when the development script names it', () => {
  const { cookie } = signedIn(createGate({ port, session: 'kept' }));
  const restarted = createGate({ port, session: 'kept', developmentOrigin: 'http://127.0.0.1:5173' });
  expect(restarted.refuse({ ...own, origin: 'http://127.0.0.1:5173', cookie }, 'call')).toBeNull();
});

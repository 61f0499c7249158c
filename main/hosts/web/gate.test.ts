import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

const port = 4777;
const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` };

function signedIn(gate = createGate({ port })) {
  const authorization = `Bearer ${gate.redeem(gate.token)}`;
  return { gate, authorization };
}

test('takes the token once, and gives a session for it', () => {
  const gate = createGate({ port });
  expect(gate.redeem('guess')).toBeNull();
  expect(gate.redeem(gate.token)).toMatch(/^[\w-]{43}$/);
  expect(gate.redeem(gate.token)).toBeNull();
});

test('lets anyone load the program’s own files, and its own signed-in page call', () => {
  const { gate, authorization } = signedIn();
  expect(gate.refuse(own, 'page')).toBeNull();
  expect(gate.refuse({ ...own, authorization, 'sec-fetch-site': 'same-origin' }, 'call')).toBeNull();
});

test.each([
  ['no session', 401, { authorization: undefined }],
  ['another session', 401, { authorization: 'Bearer guess' }],
  ['the session in a cookie, which goes to every port', 401, { authorization: undefined, cookie: 'overread-4777=x' }],
  ['a host name pointed at this machine', 403, { host: 'evil.example:4777' }],
  ['another port', 403, { host: '127.0.0.1:80' }],
  ['a page elsewhere', 403, { origin: 'https://evil.example' }],
  ['no origin', 403, { origin: undefined }],
  ['a page on another port of this machine', 403, { 'sec-fetch-site': 'same-site' }],
] as const)('refuses calls with %s', (_, status, change) => {
  const { gate, authorization } = signedIn();
  expect(gate.refuse({ ...own, authorization, ...change }, 'call')).toMatchObject({ status });
});

test('refuses a sign-in under another host name, and from a page elsewhere', () => {
  const gate = createGate({ port });
  expect(gate.refuse({ ...own, host: 'evil.example' }, 'signIn')).not.toBeNull();
  expect(gate.refuse({ ...own, origin: 'http://127.0.0.1:80' }, 'signIn')).not.toBeNull();
});

test('keeps the session over a restart when its secret is kept', () => {
  const { authorization } = signedIn(createGate({ port, session: 'kept' }));
  const restarted = createGate({ port, session: 'kept', developmentOrigin: 'http://127.0.0.1:5173' });
  expect(restarted.refuse({ ...own, origin: 'http://127.0.0.1:5173', authorization }, 'call')).toBeNull();
});

test('gives each port a session of its own, though they share the secret', () => {
  const { authorization } = signedIn(createGate({ port: 80, session: 'kept' }));
  const other = createGate({ port, session: 'kept' });
  expect(other.refuse({ ...own, authorization }, 'call')).toMatchObject({ status: 401 });
});

/** A machine on which no engine will start: everything but scores goes on, and the page can say why. */
import { clauseOf } from '../../main/domain/messages/clause.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAppContext, type AppContext } from '../../main/hosts/app-context.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';
import type { LaunchChild } from '../../main/runtime/process/fork-child.ts';
import { createRouter } from '../../main/services/api/router.ts';
import { createFolders } from '../support/app-context.ts';

const folders = createFolders();
let context: AppContext;

const diesAtOnce: LaunchChild = () => ({
  send: () => undefined,
  onMessage: () => undefined,
  onMemory: () => undefined,
  onExit: (listener) => queueMicrotask(() => listener(clauseOf('engine.ended-by-signal', { signal: 'SIGILL' }))),
  kill: () => undefined,
});

beforeAll(async () => {
  const { cases, resources, casebook } = folders;
  context = await openAppContext({ roots: [cases], resources, casebook, engine: { launch: diesAtOnce } });
});
afterAll(async () => {
  await context.close();
  folders.remove();
});

test('tells the page that the provider failed, and why', async () => {
  const client = createRouterClient(
    createRouter(context.workstation, { kind: 'web', pick: () => Promise.resolve(null) }),
  );
  await vi.waitUntil(async () => (await client.system.status()).provider.state === 'failed');
  const { provider } = await client.system.status();
  expect(provider.refused.at(-1)!.reason).toEqual(clauseOf('engine.ended-by-signal', { signal: 'SIGILL' }));
  expect((await client.worklist.query({})).total).toBe(0);
});

test('tells the command line by its fault', async () => {
  const error: unknown = await context.engineIsReady().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FaultError);
  expect((error as FaultError).fault.code).toBe('engine.stopped');
});

test('has its log beside the casebook that was given', () => {
  expect(existsSync(join(folders.base, 'overread.log'))).toBe(true);
  expect(existsSync(join(folders.base, 'home'))).toBe(false);
});

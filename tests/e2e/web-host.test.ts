import { get } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, startServer, startWithoutDisplay, watch, type RunningServer } from './harness.ts';

/** A request as any program on this machine could send it. */
function request(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    }).on('error', reject);
  });
}

describe('the web host in a real browser', () => {
  const home = mkdtempSync(join(tmpdir(), 'overread-web-'));
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(home, '--root', home), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('shows nothing without the token', async () => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await page.getByRole('dialog', { name: 'This window is not signed in' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.close();
  });

  test('signs in once, for a reload and a second tab as well, without a cookie, and breaks no rule of its own policy', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const problems: string[] = [];
    await watch(page, problems);
    const response = await page.goto(server.address);
    const pages = { role: 'navigation', name: 'Pages' } as const;
    await page.getByRole(pages.role, pages).waitFor();
    expect(page.url()).toBe(`${server.origin}/`);
    expect(response!.headers()['content-security-policy']).not.toMatch(/unsafe-/);
    expect(await context.cookies()).toEqual([]);
    await page.reload();
    await page.getByRole(pages.role, pages).waitFor();
    const second = await context.newPage();
    await second.goto(server.origin);
    await second.getByRole(pages.role, pages).waitFor();
    expect(problems).toEqual([]);

    const stranger = await browser.newContext();
    const later = await stranger.newPage();
    await later.goto(server.address);
    await later.getByRole('dialog', { name: 'This window is not signed in' }).waitFor();
    await Promise.all([context.close(), stranger.close()]);
  });

  test('turns away another host name, calls without an origin and paths outside', async () => {
    const port = new URL(server.origin).port;
    const token = new URL(server.address).search;
    expect((await request(`${server.origin}/${token}`, { host: `evil.example:${port}` })).status).toBe(403);
    expect((await request(`${server.origin}/rpc/system/status`)).status).toBe(403);
    expect((await request(`${server.origin}/rpc/system/status`, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await request(`${server.origin}/../../package.json`)).status).toBe(404);
  });

  test.runIf(process.platform === 'linux')('is what npm start opens where there is no display', async () => {
    const started = await startWithoutDisplay(home);
    const page = await browser.newPage();
    expect((await page.goto(started.address))!.status()).toBe(200);
    await page.close();
    expect(await started.stop()).toBe(0);
  });

  test('ends in good order on Ctrl-C', async () => {
    const other = await startServer(home, '--root', home);
    expect(await other.stop()).toBe(0);
  });
});

/** The web host as a person starts it, on a casebook of its own, with a real browser in front of it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/setup/find-browser.mjs';
import { root } from '../../scripts/setup/setup.mjs';

export interface RunningServer {
  /** With the one-time token. */
  readonly address: string;
  readonly origin: string;
  /** Ends as Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>;
}

export interface Workplace extends RunningServer {
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Signed in, at the worklist. */
  readonly page: Page;
  /** The folder that the server may read. */
  readonly cases: string;
  /** Violations of the content security policy, and errors that nobody caught. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export const environment = (home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  OVERREAD_HOME: home,
  DISPLAY: '',
  WAYLAND_DISPLAY: '',
});

/** @param home folder for casebook, uploads and log */
export function startServer(home: string, ...parameters: readonly string[]): Promise<RunningServer> {
  return startScript('scripts/overread.mjs', home, ['serve', '--port', '0', ...parameters]);
}

/** `npm start` where there is no display. */
export function startWithoutDisplay(home: string): Promise<RunningServer> {
  return startScript('scripts/start.mjs', home, ['--port', '0', '--root', home]);
}

async function startScript(script: string, home: string, parameters: readonly string[]): Promise<RunningServer> {
  const command = [join(root, script), ...parameters];
  const child = spawn(process.execPath, command, { env: environment(home), stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await addressFrom(child);
  return {
    address,
    origin: new URL(address).origin,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGINT');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

async function addressFrom(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error('The web host ended before it printed its address');
}

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('There is no Chromium: run npm test, which installs it, or set CHROME_PATH');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface WorkplaceOptions {
  /** A folder with a casebook to begin with; a new one is made where it is left out. */
  readonly preparedHome?: string;
  readonly width?: number;
  readonly height?: number;
  /** before the server starts: models of the user's own in `models`, files in `cases`, both under the given folder. */
  readonly prepare?: (home: string) => Promise<void>;
}

/** A casebook of its own with the sample studies. */
export async function openNewWorkplace({
  width = 1280,
  height = 800,
  prepare,
  preparedHome,
}: WorkplaceOptions = {}): Promise<Workplace> {
  const home = mkdtempSync(join(tmpdir(), 'overread-e2e-'));
  if (preparedHome !== undefined) cpSync(preparedHome, home, { recursive: true });
  const cases = join(home, 'cases');
  mkdirSync(cases);
  await prepare?.(home);
  const server = await startServer(home, '--root', cases);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width, height } });
  const problems: string[] = [];
  const page = await context.newPage();
  await watch(page, problems);
  await page.goto(server.address);
  await keysAreHeard(page);
  return {
    ...server,
    browser,
    context,
    page,
    cases,
    problems,
    async close() {
      await browser.close();
      await server.stop();
      if (existsSync(home)) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The page is drawn, and what it does after that is done: a key that is pressed before goes nowhere. */
export async function keysAreHeard(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Keeps what a page would hide from the person: policy violations, uncaught errors, console errors. */
export async function watch(page: Page, problems: string[]): Promise<void> {
  await page.exposeFunction('reportViolation', (text: string) => problems.push(`policy: ${text}`));
  await page.addInitScript(() => {
    const { reportViolation } = window as unknown as { reportViolation: (text: string) => void };
    document.addEventListener('securitypolicyviolation', (event) => {
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
}

/**
 * Set-up shared by every entry script: dependencies, Node 24, builds. Runs on Node 20, before
 * anything is installed, so it imports nothing but Node. Every step says one line on standard error
 * and leaves its stamp last: an interrupted step is done again, a finished one never is.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { alone } from './setup-lock.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const cacheFolder = join(root, '.cache');
// Every process reads some hundred files of TypeScript at its start, in a third of the time where they are compiled.
process.env['NODE_COMPILE_CACHE'] ??= join(cacheFolder, 'compiled');
const leastNode = 24;

/** @param {string} line */
export const say = (line) => void process.stderr.write(`overread: ${line}\n`);

/** The sources of `dist/<name>`. A change of any of these makes it stale. */
const buildSources = {
  renderer: ['renderer', 'main/contract', 'main/domain', 'vite.config.ts', 'package-lock.json'],
  electron: ['main', 'preload', 'scripts/setup/build-electron.ts', 'package-lock.json'],
};

/** @typedef {keyof typeof buildSources} Build */

/**
 * Makes sure that dependencies and the named builds are there and fresh.
 * @param {Build[]} builds
 * @returns {Promise<string>} the Node 24 executable to run everything else with
 */
export async function setUp(...builds) {
  const isDone = () => dependenciesAreFresh() && builds.every(isBuilt);
  if (!isDone()) {
    const work = async () => {
      if (!dependenciesAreFresh()) await installDependencies();
      for (const build of builds) if (!isBuilt(build)) await runBuild(build);
    };
    const onWait = () => say('waiting for another set-up of this clone …');
    await alone(join(cacheFolder, 'setup.lock'), work, { onWait });
  }
  return findNode();
}

/** @returns {string} this process where it is new enough, else the Node that came with the dependencies */
function findNode() {
  if (isNewEnough()) return process.execPath;
  const folder = join(
    root,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  );
  const executable = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(executable)) return executable;
  say(
    `Node ${leastNode} or newer is needed and this is ${process.version}. Get it from https://nodejs.org and run this again.`,
  );
  process.exit(1);
}

const isNewEnough = () => Number.parseInt(process.versions.node, 10) >= leastNode;

const dependencyStamp = join(root, 'node_modules', '.overread-setup');

function dependencyFingerprint() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

const dependenciesAreFresh = () => readStamp(dependencyStamp) === dependencyFingerprint();

async function installDependencies() {
  say('installing dependencies (once, about a minute) …');
  const npm = process.env['npm_execpath'];
  // Said here, because NODE_ENV or a person's npmrc may leave out the build tools and Node itself.
  const flags = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-progress'];
  const code = npm
    ? await run(process.execPath, [npm, ...flags], { quiet: true })
    : await run('npm', flags, { quiet: true, shell: process.platform === 'win32' });
  endUnlessFine(code, 'the dependencies could not be installed');
  writeFileSync(dependencyStamp, dependencyFingerprint());
}

/** @param {number} code @param {string} failure */
function endUnlessFine(code, failure) {
  if (code === 0) return;
  say(code > 128 ? 'interrupted; the next start goes on from here.' : `${failure}; see the messages above.`);
  process.exit(code > 128 ? code : 1);
}

/** @param {Build} build */
const buildStamp = (build) => join(root, 'dist', `.${build}-built`);

/** @param {Build} build */
const isBuilt = (build) => readStamp(buildStamp(build)) === sourceFingerprint(build);

/** @param {Build} build */
async function runBuild(build) {
  say(`building the ${build === 'renderer' ? 'pages' : 'desktop application'} …`);
  const fingerprint = sourceFingerprint(build);
  const node = findNode();
  const code =
    build === 'renderer'
      ? await run(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { quiet: true })
      : await run(node, [join(root, 'scripts/setup/build-electron.ts')], { quiet: true });
  endUnlessFine(code, 'the build failed');
  writeFileSync(buildStamp(build), fingerprint);
}

/**
 * Over names, sizes and times of change: reading every byte would cost more than it tells.
 * @param {Build} build
 */
function sourceFingerprint(build) {
  const hash = createHash('sha256');
  for (const source of buildSources[build]) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const names = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(String).sort() : [''];
    for (const name of names) {
      if (/\.test\.tsx?$/.test(name)) continue;
      const entry = statSync(join(path, name));
      if (entry.isFile()) hash.update(`${source}/${name} ${entry.size} ${entry.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** @param {string} path */
const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/**
 * Runs a program to its end; signals are passed on.
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{ quiet?: boolean, shell?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} [options] quiet: its standard output goes to standard error
 * @returns {Promise<number>} its exit code; 128 + the signal's number when it was ended by one
 */
export function run(program, parameters, { quiet = false, shell = false, cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd, shell, env, stdio: ['inherit', quiet ? 2 : 'inherit', 'inherit'] });
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const each of signals) process.removeListener(each, passOn);
      resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGTERM' ? 15 : signal === 'SIGHUP' ? 1 : 9));
    });
  });
}

/**
 * npm starts scripts in the clone's folder; paths are meant from where the person stands.
 * @param {string} script npm's name for the entry script that is running
 */
export function standWhereThePersonStands(script) {
  const { npm_lifecycle_event: running, INIT_CWD: folder } = process.env;
  if (running === script && folder) process.chdir(folder);
}

/**
 * Runs one of our TypeScript programs: in this process where it is new enough (nothing to start twice), else in Node 24.
 * @param {string} node
 * @param {string} program path from the root
 * @param {readonly string[]} parameters
 */
export async function runProgram(node, program, parameters) {
  const path = join(root, program);
  if (node !== process.execPath) return process.exit(await run(node, [path, ...parameters], { cwd: process.cwd() }));
  process.argv = [node, path, ...parameters];
  module.enableCompileCache();
  await import(pathToFileURL(path).href);
}

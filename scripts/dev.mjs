/**
 * `npm run dev`: the renderer hot-reloaded by Vite, the services restarted when their sources change.
 * The address printed signs in and leads to Vite's page; the session outlives restarts.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root, run, say, setUp } from './setup/setup.mjs';

const serverPort = 4777;
const pagePort = 5177;
const pageOrigin = `http://127.0.0.1:${pagePort}`;

const node = await setUp('renderer');
say('the pages reload by themselves; services restart when a file under main/ changes. Ctrl-C ends both.');
const env = {
  ...process.env,
  OVERREAD_SERVER: `http://127.0.0.1:${serverPort}`,
  OVERREAD_DEVELOPMENT_ORIGIN: pageOrigin,
  OVERREAD_SESSION: randomBytes(32).toString('base64url'),
};
const vite = [
  join(root, 'node_modules/vite/bin/vite.js'),
  '--host',
  '127.0.0.1',
  '--port',
  String(pagePort),
  '--strictPort',
];
const serve = ['--watch', '--watch-path=main', 'main/hosts/cli/main.ts', 'serve', '--port', String(serverPort)];
const codes = await Promise.all([run(node, vite, { env }), run(node, [...serve, ...process.argv.slice(2)], { env })]);
process.exit(Math.max(...codes));

/** `overread serve`: the web door, until it is interrupted. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ProviderName } from '../../runtime/engine.ts';
import { describeBug } from '../../services/log.ts';
import { createRouter } from '../../services/router.ts';
import { assemble } from '../assemble.ts';
import { sourceResources } from '../locations.ts';
import { createPageFiles } from '../page-files.ts';
import { startWebServer } from '../web/web-server.ts';
import { collect, CommandFault, parseProvider } from './common.ts';
import { listenForInterruption } from './interruption.ts';

interface ServeFlags {
  readonly port: number;
  readonly root?: readonly string[];
  readonly casebook?: string;
  readonly provider?: ProviderName;
  readonly open?: boolean;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('A port between 0 and 65535 is needed.');
}

export function describe(command: Command): void {
  command
    .argument('[paths...]', 'files and folders to screen at once')
    .option('--port <n>', 'of 127.0.0.1; any free one when it is taken', parsePort, 4777)
    .option('--root <folder>', 'a folder that may be browsed and read; repeatable (your home folder)', collect)
    .option('--casebook <file>', 'another casebook than your own')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--open', 'open the address in a browser where there is a display')
    .action(serve);
}

async function serve(paths: readonly string[], flags: ServeFlags): Promise<void> {
  const interrupted = new Promise<void>((done) => {
    listenForInterruption(() => {
      console.error('Closing …');
      done();
    });
  });
  const pages = join(sourceResources, 'dist', 'renderer');
  if (!existsSync(pages)) throw new CommandFault('The pages are not built yet: run npm start, or npm run build.');
  const given = paths.map((path) => resolve(path));
  // What was named on the command line may be read, wherever it lies.
  const roots = [...(flags.root ?? [homedir()]).map((root) => resolve(root)), ...given];
  const missing = roots.find((root) => !existsSync(root));
  if (missing !== undefined) throw new CommandFault(`There is no ${missing}.`);
  const { casebook, provider } = flags;
  const house = await assemble({ roots, resources: sourceResources, casebook, engine: { provider } });
  const { workstation } = house;
  const server = await startWebServer({
    router: createRouter(workstation, { kind: 'web', pick: () => Promise.resolve(null) }),
    pages: createPageFiles(pages),
    port: flags.port,
    onBug: (error) => workstation.log.error(describeBug(error), 'A request failed'),
    // Set by `npm run dev`.
    developmentOrigin: process.env['OVERREAD_DEVELOPMENT_ORIGIN'],
    session: process.env['OVERREAD_SESSION'],
  });
  console.log(`Overread is at ${server.address}\nThe address works once, in one browser. Ctrl-C ends it.`);
  if (flags.open) openInBrowser(server.address);
  await house.addSamples();
  if (given.length > 0) await workstation.screening.start(given);
  await interrupted;
  await server.close();
  await house.close();
}

/** Silently does nothing where there is no display or no program for it: the address has been printed. */
function openInBrowser(address: string): void {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const [program, ...parameters] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  spawn(program!, [...parameters, address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

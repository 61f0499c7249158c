/** `overread serve`: the web host, until it is interrupted. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { FaultError } from '../../../domain/faults/fault.ts';
import type { ProviderName } from '../../../runtime/engine.ts';
import { describeBug } from '../../../services/logging/log.ts';
import { createRouter } from '../../../services/api/router.ts';
import { homeFolder } from '../../os-user.ts';
import { openAppContext, type AppContext } from '../../app-context.ts';
import { sourceResources, wayInto, webSession } from '../../locations.ts';
import { tell } from '../../log.ts';
import { createPageFiles } from '../../page-files.ts';
import { prepareSamples } from '../../prepare-samples.ts';
import { keptSession } from '../../web/kept-session.ts';
import { openInBrowser } from '../../web/open-in-browser.ts';
import { startWebServer, type WebServer } from '../../web/web-server.ts';
import { collect, CommandFault, parseProvider } from '../terminal/command-line.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { sentenceOf } from '../terminal/messages.ts';

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
    .option(
      '--root <folder>',
      'a folder that the browser may read, with what lies below; repeatable (your home folder)',
      collect,
    )
    .option('--casebook <file>', 'another casebook than your own')
    .option('--provider <name>', 'execution provider of ONNX Runtime', parseProvider)
    .option('--open', 'open the address in a browser where there is a display')
    .action(serve);
}

async function serve(paths: readonly string[], flags: ServeFlags): Promise<void> {
  using interruption = listenForInterruption(() => console.error('Closing …'));
  const pages = join(sourceResources, 'dist', 'renderer');
  if (!existsSync(pages)) throw new CommandFault('The pages are not built yet: run npm start, or npm run build.');
  const given = paths.map((path) => resolve(path));
  // What was named on the command line may be read, wherever it lies.
  const roots = [...(flags.root ?? [homeFolder()]).map((root) => resolve(root)), ...given];
  const missing = roots.find((root) => !existsSync(root));
  if (missing !== undefined) throw new CommandFault(`There is no ${missing}.`);
  const { casebook, provider } = flags;
  const context = await openAppContext({ roots, resources: sourceResources, casebook, engine: { provider } });
  try {
    // The pages say so too; worklist and images go on without the engine.
    context.engineIsReady().catch((error: Error) => {
      console.error(error instanceof FaultError ? sentenceOf(error.fault) : error.message);
    });
    let closeWayIn = (): void => undefined;
    const server = await listen(context, pages, flags.port, () => closeWayIn());
    tellOtherPort(flags.port, server);
    await prepareSamples(context, { say: tell, signal: interruption.signal });
    console.log(`Overread is at ${server.address}\nThe address works once, in one browser. Ctrl-C ends it.`);
    if (flags.open) closeWayIn = openInBrowser(server.address, wayInto(new URL(server.origin).port));
    if (given.length > 0) {
      const started = await context.workstation.screening.start(given);
      if (!started.ok) console.error(sentenceOf(started.error));
    }
    if (!interruption.signal.aborted) await once(interruption.signal, 'abort');
    closeWayIn();
    await server.close();
  } finally {
    await context.close();
  }
}

async function listen(
  { workstation }: AppContext,
  pages: string,
  port: number,
  onSignIn: () => void,
): Promise<WebServer> {
  try {
    return await startWebServer({
      router: createRouter(workstation, { kind: 'web', pick: () => Promise.resolve(null) }),
      pages: createPageFiles(pages),
      port,
      onSignIn,
      onBug: (error) => workstation.log.error(describeBug(error), 'A request failed'),
      // Set by `npm run dev`.
      developmentOrigin: process.env['OVERREAD_DEVELOPMENT_ORIGIN'],
      session: process.env['OVERREAD_SESSION'] ?? keptSession(webSession()),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES') {
      throw new CommandFault(`This account may not open port ${port}. Choose another: --port 0 takes any free one.`);
    }
    throw code === undefined ? error : new CommandFault(`Port ${port} of 127.0.0.1 can’t be opened (${code}).`);
  }
}

/** Whoever has the first address at hand would look at another program, perhaps at another Overread. */
function tellOtherPort(wanted: number, { origin }: WebServer): void {
  const port = Number(URL.parse(origin)?.port ?? wanted);
  if (wanted !== 0 && port !== wanted)
    console.error(`Port ${wanted} is taken, perhaps by another Overread: this one has port ${port}.`);
}

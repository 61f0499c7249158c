/**
 * Where things lie on this machine. Not by env-paths: it asks for a home folder as it loads, which an account in a
 * container may not have, and on Windows it has another place than this program always had.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homeFolder } from './os-user.ts';

/** The folder of this user: casebook, uploads, log. `OVERREAD_HOME` overrides the platform's custom. */
export function userFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const home = homeFolder();
  if (env['OVERREAD_HOME']) return env['OVERREAD_HOME'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Overread');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Overread');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'overread');
}

export const defaultCasebook = (): string => join(userFolder(), 'casebook.sqlite');

/**
 * The folder with everything that comes with the program, in a clone; an installed Electron application has its own
 * place for it.
 */
export const sourceResources = fileURLToPath(new URL('../..', import.meta.url));

export const modelsIn = (resources: string): string => join(resources, 'models');
export const userSettings = (): string => join(userFolder(), 'settings.json');
export const webSession = (): string => join(userFolder(), 'web-session');
/** Leads a browser to the address of the web host on this port. */
export const wayInto = (port: string): string => join(userFolder(), `open-in-browser-${port}.html`);
/** Models that the user brought in. */
export const userModels = (): string => join(userFolder(), 'models');
export const samplesIn = (resources: string): string => join(resources, 'assets', 'samples');

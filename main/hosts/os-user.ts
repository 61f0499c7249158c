/** The account that Overread runs under. A container may give it a number and nothing else. */
import { homedir, userInfo } from 'node:os';

/** The name that reviews carry. */
export function accountName(env: NodeJS.ProcessEnv = process.env, lookUp = (): string => userInfo().username): string {
  try {
    return lookUp();
  } catch {
    return env['USER'] || `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** The root folder for an account without a home of its own, as containers have it. */
export function homeFolder(lookUp: () => string = homedir): string {
  try {
    return lookUp();
  } catch {
    return '/';
  }
}

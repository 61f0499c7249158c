import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../contract/settings.ts';
import { parseJson } from '../files/parse-json.ts';

/** The user's settings, kept in a file. */
export interface SettingsStore {
  get(): Settings;
  setReader(reader: string): Promise<Settings>;
}

const file = z.object({ reader: z.string().min(1).optional() });

function read(path: string): z.infer<typeof file> {
  try {
    return file.safeParse(parseJson(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    // There is no file before the first change.
    return {};
  }
}

/**
 * @param path of the file, made at the first change
 * @param accountName stands as the reader until another name is set
 */
export function createSettings(path: string, accountName: string): SettingsStore {
  let reader = read(path).reader ?? accountName;
  return {
    get: () => ({ reader }),
    async setReader(name) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Written beside and renamed, so that a crash never leaves half a file.
      await writeFile(`${path}.new`, `${JSON.stringify({ reader: name }, null, 2)}\n`);
      await rename(`${path}.new`, path);
      reader = name;
      return { reader };
    },
  };
}

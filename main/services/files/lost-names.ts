/** Names that are not UTF-8: they reach a program as text with U+FFFD in place of what was lost, which finds no file. */
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { readRegularFile } from '../disk/read-regular-file.ts';

export const isNameLost = (path: string): boolean => path.includes('\uFFFD');

/** Why the file of a path that led nowhere was not read. */
export function unreadFault(path: string): Fault {
  return faultOf(isNameLost(path) ? 'file.name-not-utf8' : 'file.gone-or-closed', {});
}

export async function readByLostName(path: string): Promise<Buffer | null> {
  const place = await placeOf(path);
  return place === null ? null : readRegularFile(place);
}

/** As `stat`; null where nothing is there, or it is not plain which file is meant. */
export async function statByName(path: string): Promise<Stats | null> {
  const place = isNameLost(path) ? ((await placeOf(path)) ?? path) : path;
  return stat(place).catch(() => null);
}

/**
 * The only file in its folder whose name reads like this one; null where there are none or several. A link is none: where
 * it leads has not been judged.
 */
async function placeOf(path: string): Promise<Buffer | null> {
  const folder = dirname(path);
  const entries = await readdir(folder, { encoding: 'buffer', withFileTypes: true }).catch(() => []);
  const [only, ...others] = entries.filter((entry) => entry.name.toString('utf8') === basename(path));
  if (only?.isFile() !== true || others.length > 0) return null;
  return Buffer.concat([Buffer.from(folder + sep), only.name]);
}

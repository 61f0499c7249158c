/** The one way in for files that this program did not write itself. */
import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { faultError } from '../../domain/faults/fault.ts';

/** A file that is read as a whole may have this many bytes: as many as a page may send. */
export const mostBytesOfFile = 512 * 1024 * 1024;
/** A model's file; ONNX itself, a protocol buffer, ends at 2 GB. */
export const mostBytesOfModel = 2 * 1024 ** 3 - 1;

/**
 * The content of a regular file, following links. A pipe, device or socket is not even opened, for that alone may wait for
 * ever or do something; not more is read than the file has when it is opened.
 * @throws FaultError `file.special`, `file.is-folder` or `file.too-large`; else the system's error.
 */
export async function readRegularFile(
  path: string | Buffer,
  mostBytes: number = mostBytesOfFile,
): Promise<Buffer<ArrayBuffer>> {
  requireFile(await stat(path), mostBytes);
  // Should it have become a pipe since, opening it does not wait for a writer.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await handle.stat();
    requireFile(about, mostBytes);
    const bytes = Buffer.alloc(about.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

export async function readRegularText(path: string): Promise<string> {
  return (await readRegularFile(path)).toString('utf8');
}

function requireFile(about: Stats, mostBytes: number): void {
  if (about.isDirectory()) throw faultError('file.is-folder', {});
  if (!about.isFile()) throw faultError('file.special', {});
  if (about.size > mostBytes) throw faultError('file.too-large', {});
}

/** The one way in for files that this program did not write itself. */
import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { faultError } from '../../domain/faults/fault.ts';

/** A file that is read as a whole may have this many bytes: as many as a page may send. */
export const mostBytesOfFile = 512 * 1024 * 1024;
/** A model's file; ONNX itself, a protocol buffer, ends at 2 GB. */
export const mostBytesOfModel = 2 * 1024 ** 3 - 1;

/**
 * The content of a regular file, following links; not more is read than the file has when it is opened.
 * @throws FaultError `file.special`, `file.is-folder` or `file.too-large`; else the system's error.
 */
export function readRegularFile(
  path: string | Buffer,
  mostBytes: number = mostBytesOfFile,
): Promise<Buffer<ArrayBuffer>> {
  return withRegularFile(path, (handle, size) => {
    if (size > mostBytes) throw faultError('file.too-large', {});
    return readAt(handle, 0, size);
  });
}

export async function readRegularText(path: string): Promise<string> {
  return (await readRegularFile(path)).toString('utf8');
}

/**
 * Opens a regular file to read parts of it. A pipe, device or socket is not even opened, for that alone may wait for ever
 * or do something.
 */
export async function withRegularFile<T>(
  path: string | Buffer,
  work: (handle: FileHandle, size: number) => T | Promise<T>,
): Promise<T> {
  requireFile(await stat(path));
  // Should it have become a pipe since, opening it does not wait for a writer.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await handle.stat();
    requireFile(about);
    return await work(handle, about.size);
  } finally {
    await handle.close();
  }
}

/** The bytes from a position on; fewer where the file ends before. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function requireFile(about: Stats): void {
  if (about.isDirectory()) throw faultError('file.is-folder', {});
  if (!about.isFile()) throw faultError('file.special', {});
}

import { t } from '../../shared/messages/messages.ts';

export interface DroppedFiles {
  readonly files: readonly File[];
  /** Names of files and folders that could not be read; the others are here all the same. */
  readonly failed: readonly string[];
}

/** All files of a drop, also those in folders inside folders. Must be called while the event is handled. */
export async function filesOf(dropped: DataTransfer): Promise<DroppedFiles> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return { files: [...dropped.files], failed: [] };
  return joined(await Promise.all(entries.map(filesUnder)));
}

/** A sentence when something of a drop could not be read, or there was nothing in it; else null. */
export function faultOfDrop({ files, failed }: DroppedFiles): string | null {
  const [first] = failed;
  if (first === undefined) return files.length === 0 ? t('screening:nothingDropped') : null;
  return failed.length === 1
    ? t('screening:unreadableDrop', { name: first })
    : t('screening:unreadableDrops', { name: first, others: failed.length - 1 });
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesUnder(entry: FileSystemEntry): Promise<DroppedFiles> {
  const parts: DroppedFiles[] = [];
  try {
    if (isFile(entry)) parts.push({ files: [await fileOf(entry)], failed: [] });
    if (isFolder(entry)) {
      const reader = entry.createReader();
      // Chromium hands out a folder by a hundred entries at a time, and an empty list at its end.
      for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader))
        parts.push(...(await Promise.all(batch.map(filesUnder))));
    }
  } catch {
    parts.push({ files: [], failed: [entry.name] });
  }
  return joined(parts);
}

function joined(parts: readonly DroppedFiles[]): DroppedFiles {
  return { files: parts.flatMap(({ files }) => files), failed: parts.flatMap(({ failed }) => failed) };
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

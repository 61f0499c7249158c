/** All files of what was dropped, folders searched deeply. Must be called while the event is handled. */
export async function filesOf(dropped: DataTransfer): Promise<readonly File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...dropped.files];
  const files = await Promise.all(entries.map(filesUnder));
  return files.flat();
}

async function filesUnder(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry instanceof FileSystemFileEntry)
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!(entry instanceof FileSystemDirectoryEntry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  // Chromium hands out a folder by a hundred entries at a time, and an empty list at its end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    files.push(...(await Promise.all(batch.map(filesUnder))).flat());
  }
  return files;
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

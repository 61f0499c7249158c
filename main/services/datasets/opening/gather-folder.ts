/** Class folders or an index.csv, with what each file says of itself. */
import type { FolderSource } from '../../../domain/datasets/dataset.ts';
import type { FileDigest } from '../../../domain/datasets/file-digest.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { completedYears } from '../../../domain/studies/patient-age.ts';
import type { ImageHeader } from '../../../domain/studies/image-header.ts';
import { mapInOrder } from '../../concurrency/map-in-order.ts';
import { statByName } from '../../files/lost-names.ts';
import { labelsIn } from './labels-in.ts';
import { listFolder } from './list-folder.ts';
import type { ListedFile } from './listed-file.ts';
import type { Gathered, GatheredEntry, OpenOptions } from './gathered.ts';
import { patientOfHeader, patientOfName } from './patient-of-file.ts';
import { findAllowed } from './read-entry.ts';

/** Files that are read at the same time. */
const CONCURRENCY = 8;
/** Digests that are kept in one transaction. */
const BATCH = 500;

export async function gatherFolder(source: FolderSource, options: OpenOptions): Promise<Outcome<Gathered>> {
  const checked = await options.files.check(source.path);
  if (!checked.ok) return checked;
  const listed = await listFolder(checked.value);
  if (!listed.ok) return listed;
  const { name, entries } = listed.value;
  const paths = entries.map(({ path }) => path);
  const digests = await digestAll(paths, options);
  if (digests === null) return failure('job.cancelled', {});
  return success({
    name,
    entries: entries.map((entry, i) => toEntry(entry, digests[i]!)),
    leftOut: listed.value.leftOut,
  });
}

/** Prefers index.csv to the header, and the header to the file's name. */
function toEntry(listed: ListedFile, digest: FileDigest | null): GatheredEntry {
  return {
    file: listed.file,
    path: listed.path,
    labels: [...new Set(labelsIn(listed.label))].sort(),
    patient: listed.patient ?? digest?.patient ?? patientOfName(listed.file),
    split: listed.split,
    contradicts: listed.contradicts,
    attributes: { ...digest?.attributes, ...listed.attributes },
    sha256: digest?.sha256 ?? null,
    instanceId: null,
  };
}

/** Null for a file that may not be read; null instead of all when aborted. */
async function digestAll(
  paths: readonly string[],
  options: OpenOptions,
): Promise<readonly (FileDigest | null)[] | null> {
  const { casebook, signal, onProgress } = options;
  const digests: (FileDigest | null)[] = [];
  let fresh: FileDigest[] = [];
  const keep = (): void => {
    casebook.datasetFiles.keepDigests(fresh);
    fresh = [];
  };
  for await (const { digest, isFresh } of mapInOrder(paths, CONCURRENCY, (path) => digestOf(path, options), signal)) {
    digests.push(digest);
    if (digest !== null && isFresh) fresh.push(digest);
    if (fresh.length >= BATCH) keep();
    onProgress?.(digests.length, paths.length);
  }
  keep();
  return signal?.aborted === true ? null : digests;
}

async function digestOf(
  path: string,
  { casebook, files, decoder }: OpenOptions,
): Promise<{ digest: FileDigest | null; isFresh: boolean }> {
  const about = await statByName(path);
  if (about === null) return { digest: null, isFresh: false };
  const state = { path, bytes: about.size, modifiedMs: Math.trunc(about.mtimeMs) };
  const known = casebook.datasetFiles.digest(state);
  if (known !== undefined) return { digest: known, isFresh: false };
  const place = await findAllowed(path, files);
  const read = place.ok ? await decoder.header(place.value) : place;
  if (!read.ok) return { digest: null, isFresh: false };
  const { sha256, header } = read.value;
  const told =
    header === null
      ? { patient: null, attributes: {} }
      : {
          patient: patientOfHeader(header),
          attributes: attributesOf({ ...header, studyDate: header.studyMoment.date }),
        };
  return { digest: { ...state, sha256, ...told }, isFresh: true };
}

/** The attributes that subgroups are made of, as far as the header has them. */
export function attributesOf(
  header: Pick<ImageHeader, 'patientSex' | 'viewPosition' | 'patientBirthDate'> & { readonly studyDate: string | null },
): Record<string, string> {
  const age = completedYears(header.patientBirthDate, header.studyDate);
  const told = { sex: header.patientSex, view: header.viewPosition, age: age === null ? null : String(age) };
  return Object.fromEntries(Object.entries(told).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

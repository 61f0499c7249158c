import PQueue from 'p-queue';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { ScreenedFile } from '../../contract/screening.ts';
import type { Prediction } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { faultError, FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { demandsOf } from '../decoding/prepare-image.ts';
import { importFile, noteWhereFound } from '../images/import-image.ts';
import { describeBug, type Log } from '../logging/log.ts';
import { inGroups } from '../concurrency/in-groups.ts';
import { mapInOrder } from '../concurrency/map-in-order.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import type { Decoder, ImageSummary } from '../decoding/decoder.ts';
import type { FoundFile } from '../files/found-file.ts';
import type { Pending, Scorable, SecondRead } from '../reading/predictions.ts';

export interface Screening {
  /**
   * Imports and scores the files, yielding in their order. Of an image with several frames the first is
   * scored: the models are for single radiographs. A failure of one file touches no other. After the
   * signal no further file is begun.
   * @throws FaultError when the casebook can't be written; 'screening.engine-gone' at the end, where the engine did not come
   *   back: no file's fault
   */
  screen(
    files: readonly FoundFile[],
    models: readonly InstalledModel[],
    signal?: AbortSignal,
  ): AsyncGenerator<ScreenedFile, void, undefined>;
}

/**
 * Files at once, of all screenings together: while the engine runs, the next are read, decoded and prepared. More would
 * only fill the memory.
 */
const FILES_AT_ONCE = 3;
/** Files that are scored together at most; fewer where no more are ready. */
const SCORED_TOGETHER = 8;

/** A file with the image that it is in the casebook. */
type Place = Pick<ScreenedFile, 'path' | 'sameAs'> & { readonly instanceId: InstanceId };

/** A file whose outcome is there, or that is in the casebook and has to be scored. */
type ReadyFile = ScreenedFile | (Place & { readonly pending: readonly Pending[] });

/** True for an image that a model must not score; one that can't be read or scored has failed. */
const isRefusal = ({ code }: Fault): boolean => code.startsWith('unsuitable.') || code === 'screening.no-current-model';

const withoutScore = (path: string, status: 'refused' | 'failed' | 'ignored', fault: Fault): ScreenedFile => ({
  path,
  status,
  fault: toCodedMessage(fault),
  predictions: [],
});

function unscored(path: string, fault: Fault, instanceId?: InstanceId): ScreenedFile {
  const file = withoutScore(path, isRefusal(fault) ? 'refused' : 'failed', fault);
  return instanceId === undefined ? file : { ...file, instanceId };
}

/** Scored when every model answered; otherwise the first model's reason, beside the others' findings. */
function summarise({ path, instanceId, sameAs }: Place, outcomes: readonly Outcome<Prediction>[]): ScreenedFile {
  const predictions = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value.findings : []));
  const fault = outcomes.find((outcome) => !outcome.ok)?.error;
  const copy = sameAs === undefined ? {} : { sameAs };
  if (fault === undefined) return { path, status: 'scored', predictions, instanceId, ...copy };
  return { ...unscored(path, fault, instanceId), predictions, ...copy };
}

/** It is in the casebook and waits for an engine. */
const isWaiting = (file: ScreenedFile): boolean =>
  file.status === 'failed' && file.fault.code === 'engine.does-not-come-back';

const isUnknown = ({ code }: Fault): boolean => code === 'image.unknown-format' || code === 'image.empty-file';
/** The index of a disc under another name, met on the way. */
const isIndex = ({ code }: Fault): boolean => code === 'dicom.directory';

const isOfCasebook = (error: unknown): boolean =>
  error instanceof FaultError && error.fault.code.startsWith('casebook.');

const notImage = faultOf('file.not-image', {});
const notInIndex = faultOf('disc.not-in-index', {});
const noModel = faultOf('screening.no-current-model', {});
const bug = faultOf('screening.unexpected', {});

export interface ScreeningOptions {
  readonly casebook: Casebook;
  readonly decoder: Decoder;
  readonly secondRead: SecondRead;
  readonly log: Log;
}

export function createScreening({ casebook, decoder, secondRead, log }: ScreeningOptions): Screening {
  /** The outcome of a file whose bytes these models have all scored before: no need to decode it again. */
  function recall(path: string, sha256: string, models: readonly InstalledModel[]): ScreenedFile | undefined {
    const instance = casebook.instances.findBySha256(sha256);
    if (instance === undefined || models.length === 0) return undefined;
    const kept = models.map((model) => secondRead.find({ instanceId: instance.id, frameIndex: 0 }, model));
    if (!kept.every((prediction) => prediction !== undefined)) return undefined;
    const sameAs = noteWhereFound(casebook, instance, path);
    return {
      path,
      status: 'scored',
      predictions: kept.flatMap(({ findings }) => findings),
      instanceId: instance.id,
      isKnown: true,
      ...(sameAs === undefined ? {} : { sameAs }),
    };
  }
  async function makeReady(file: FoundFile, models: readonly InstalledModel[], turns: PQueue): Promise<ReadyFile> {
    const { path } = file;
    // Decoded beside the others, but imported in the order of the files: which of two copies gives the study
    // its name must not depend on chance.
    const decoding = decode(file, models);
    decoding.catch(() => undefined);
    const imported = await turns.add(async () => {
      const decoded = await decoding;
      if ('status' in decoded) return decoded;
      return { ...importFile(casebook, path, decoded), decoded };
    });
    if ('status' in imported) return imported;
    const { instanceId, sameAs, decoded } = imported;
    if (models.length === 0) return unscored(path, noModel, instanceId);
    const copy = sameAs === undefined ? {} : { sameAs };
    const scorable: Scorable = (wanted) => wanted.map((model) => decoded.judged[models.indexOf(model)]!);
    return { path, instanceId, ...copy, pending: secondRead.prepare({ instanceId, frameIndex: 0 }, scorable, models) };
  }
  async function scoreTogether(files: readonly ReadyFile[]): Promise<readonly ScreenedFile[]> {
    const pending = files.flatMap((file) => ('pending' in file ? file.pending : []));
    const outcomes = [...(await secondRead.predict(pending, 'screening'))];
    return files.map((file) => {
      if ('status' in file) return file;
      return summarise(file, outcomes.splice(0, file.pending.length));
    });
  }
  /** The casebook's fault is no file's: the screening ends with it. */
  function toBug(path: string, error: unknown): ScreenedFile {
    if (isOfCasebook(error)) throw error;
    log.error(describeBug(error), 'A file could not be screened');
    return unscored(path, bug);
  }
  /** Where something unexpected goes wrong with some files together, each is scored alone. */
  async function scoreSafely(files: readonly ReadyFile[]): Promise<readonly ScreenedFile[]> {
    try {
      return await scoreTogether(files);
    } catch (error) {
      const [first] = files;
      if (files.length === 1 && first !== undefined) return [toBug(first.path, error)];
      const alone: ScreenedFile[] = [];
      for (const file of files) alone.push(...(await scoreSafely([file])));
      return alone;
    }
  }
  async function decode(file: FoundFile, models: readonly InstalledModel[]): Promise<ScreenedFile | ImageSummary> {
    const { path, isNamed = false, isBesideIndex = false, leftOut } = file;
    if (leftOut !== undefined) return withoutScore(path, leftOut.status, leftOut.fault);
    const identified = await decoder.identify(path);
    if (!identified.ok) return unscored(path, identified.error);
    const { sha256, isDicom, isOther } = identified.value;
    if (isBesideIndex && !isDicom) return withoutScore(path, 'ignored', notInIndex);
    const recalled = recall(path, sha256, models);
    if (recalled !== undefined) return recalled;
    const demands = models.map(({ card }) => demandsOf(card));
    const decoded = await decoder.summary(path, demands);
    if (decoded.ok) return decoded.value;
    if (!isNamed && isIndex(decoded.error)) return withoutScore(path, 'ignored', decoded.error);
    const isIgnored = !isNamed && isUnknown(decoded.error) && isOther;
    return isIgnored ? withoutScore(path, 'ignored', notImage) : unscored(path, decoded.error);
  }
  const places = new PQueue({ concurrency: FILES_AT_ONCE });
  return {
    async *screen(files, models, signal) {
      const turns = new PQueue({ concurrency: 1 });
      const makeReadySafely = (file: FoundFile): Promise<ReadyFile> =>
        places.add(() => makeReady(file, models, turns)).catch((error: unknown) => toBug(file.path, error));
      const ready = mapInOrder(files, FILES_AT_ONCE, makeReadySafely, signal);
      let waiting = 0;
      for await (const group of inGroups(ready, SCORED_TOGETHER)) {
        const all = await scoreSafely(group);
        const done = all.filter((file) => !isWaiting(file));
        waiting += all.length - done.length;
        yield* done;
      }
      if (waiting > 0) throw faultError('screening.engine-gone', { count: waiting });
    },
  };
}

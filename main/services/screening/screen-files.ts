import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Finding, Prediction } from '../../domain/studies/study.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { FileOutcome } from '../../domain/job.ts';
import type { Fault, Outcome } from '../../domain/outcome.ts';
import { decodeFile, followMove, importFile, type DecodedFile } from '../images/import-image.ts';
import { describeBug, type Log } from '../logging/log.ts';
import { mapInOrder } from '../concurrency/map-in-order.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { readSource, type Source } from '../files/read-source.ts';
import type { SecondRead } from '../reading/predictions.ts';
import { createTurns, type Turns } from '../concurrency/serial-queue.ts';

/** What became of a file, with what the models said of it. */
export interface ScreenedFile extends FileOutcome {
  readonly predictions: readonly Finding[];
  /** Missing for a file that did not get into the casebook. */
  readonly instanceId?: InstanceId;
}

export interface Screening {
  /**
   * Imports and scores the files, yielding in their order. Of an image with several frames the first is
   * scored: the models are for single radiographs. A failure of one file touches no other. After the
   * signal no further file is begun.
   */
  screen(
    paths: readonly string[],
    models: readonly InstalledModel[],
    signal?: AbortSignal,
  ): AsyncGenerator<ScreenedFile, void, undefined>;
}

/**
 * Files at once, of all screenings together: while the engine runs on one, the next are read, decoded and
 * prepared. More would only fill the memory.
 */
const FILES_AT_ONCE = 3;

function unscored(path: string, { code, userMessage }: Fault, instanceId?: InstanceId): ScreenedFile {
  const status = code === 'REFUSED' ? 'refused' : 'failed';
  return { path, status, reason: userMessage, predictions: [], ...(instanceId === undefined ? {} : { instanceId }) };
}

/** Scored when every model answered; otherwise the first model's reason, beside the others' findings. */
function summarise(path: string, instanceId: InstanceId, outcomes: readonly Outcome<Prediction>[]): ScreenedFile {
  const predictions = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value.findings : []));
  const fault = outcomes.find((outcome) => !outcome.ok)?.error;
  if (fault === undefined) return { path, status: 'scored', predictions, instanceId };
  return { ...unscored(path, fault, instanceId), predictions };
}

const noModel: Fault = {
  code: 'REFUSED',
  userMessage:
    'No model is current: the image was imported but not scored. Choose a model by hand, or promote one on the Models page, and screen again.',
};
const bug: Fault = {
  code: 'BUG',
  userMessage: 'Something unexpected went wrong with this file. Please report it, if you can with the file.',
};

export function createScreening(casebook: Casebook, secondRead: SecondRead, log: Log): Screening {
  /** The outcome of a file whose bytes these models have all scored before: no need to decode it again. */
  function recall(path: string, source: Source, models: readonly InstalledModel[]): ScreenedFile | undefined {
    const instance = casebook.instances.findBySha256(source.sha256);
    if (instance === undefined || models.length === 0) return undefined;
    const kept = models.map((model) => secondRead.find({ instanceId: instance.id, frameIndex: 0 }, model));
    if (!kept.every((prediction) => prediction !== undefined)) return undefined;
    followMove(casebook, instance, path);
    return { path, status: 'scored', predictions: kept.flatMap(({ findings }) => findings), instanceId: instance.id };
  }
  async function screenFile(path: string, models: readonly InstalledModel[], inTurn: Turns): Promise<ScreenedFile> {
    // Decoded beside the others, but imported in the order of the files: which of two copies gives the study
    // its name must not depend on chance.
    const decoding = decode(path, models);
    decoding.catch(() => undefined);
    const imported = await inTurn(async () => {
      const decoded = await decoding;
      if ('status' in decoded) return decoded;
      const instance = importFile(casebook, path, decoded);
      return { instanceId: instance.id, opened: decoded.opened };
    });
    if ('status' in imported) return imported;
    const { instanceId, opened } = imported;
    if (models.length === 0) return unscored(path, noModel, instanceId);
    const outcomes: Outcome<Prediction>[] = [];
    for (const model of models) outcomes.push(await secondRead.predict({ instanceId, frameIndex: 0 }, opened, model));
    return summarise(path, instanceId, outcomes);
  }
  async function decode(path: string, models: readonly InstalledModel[]): Promise<ScreenedFile | DecodedFile> {
    const source = await readSource(path);
    if (!source.ok) return unscored(path, source.error);
    const recalled = recall(path, source.value, models);
    if (recalled !== undefined) return recalled;
    const decoded = await decodeFile(source.value);
    return decoded.ok ? decoded.value : unscored(path, decoded.error);
  }
  const inPlaces = createTurns(FILES_AT_ONCE);
  return {
    screen(paths, models, signal) {
      const inTurn = createTurns();
      const screenSafely = (path: string): Promise<ScreenedFile> =>
        inPlaces(() => screenFile(path, models, inTurn)).catch((error: unknown) => {
          log.error(describeBug(error), 'A file could not be screened');
          return unscored(path, bug);
        });
      return mapInOrder(paths, FILES_AT_ONCE, screenSafely, signal);
    },
  };
}

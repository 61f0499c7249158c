import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { ProviderStatus } from '../../contract/contract.ts';
import type { ScreenedFile } from '../../contract/screening.ts';
import type { HeatmapChoice } from '../../contract/images.ts';
import type { ModelReference } from '../../contract/model-reference.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { Prediction, Review } from '../../domain/studies/study.ts';
import type { ModelId, StudyId } from '../../domain/ids.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Engine } from '../../runtime/engine.ts';
import { createBackups, type Backups } from '../backups/backups.ts';
import { createBackground } from '../jobs/background-engine.ts';
import { collectFiles } from '../files/collect-files.ts';
import { createEventHub, type EventHub } from '../events/event-hub.ts';
import type { FoundFile } from '../files/found-file.ts';
import type { Files } from '../files/allowed-files.ts';
import type { Decoder } from '../decoding/decoder.ts';
import { createImages, type Images } from '../images/images.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import { createLaboratory, type Laboratory } from './laboratory.ts';
import { describeBug, type Log } from '../logging/log.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { createPatients, type Patients } from '../reading/patients.ts';
import { cardOf } from '../registry/model-references.ts';
import { createModelRegistry } from '../registry/model-registry.ts';
import { watchModels } from '../registry/watch-models.ts';
import { addNote, recordReview, withdrawReview, type Answer } from '../reading/record-review.ts';
import type { ComparisonNews } from '../../domain/provider-comparison.ts';
import { compareWithCpu } from '../inference/compare-with-cpu.ts';
import type { EngineSource } from '../inference/engine-source.ts';
import { createPredictor } from '../inference/predictor.ts';
import { createScorer, type ExplainedScore, type ExplainOptions } from '../inference/scorer.ts';
import { createScreening } from '../screening/screen-files.ts';
import { createScreeningJobs, type ScreeningJobs } from '../screening/screening-jobs.ts';
import { createSecondRead, scorableOf, type FrameOfInstance } from '../reading/predictions.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { tellOfChangesElsewhere } from '../events/watch-external-changes.ts';

export interface WorkstationOptions {
  readonly casebook: Casebook;
  /** Nothing but scores waits for it. */
  readonly engine: EngineSource;
  /** The engine's status as it is now; the host says `providerChanged()` when it changes. */
  readonly providerStatus: () => ProviderStatus;
  /** Begins another engine, for one piece of heavy work; of this provider where one is named. */
  readonly startBackground: (provider?: 'cpu') => Promise<Engine>;
  /** Those that come with the program; the user's own are looked for in `modelsFolder`. */
  readonly models: readonly InstalledModel[];
  /** Which files may be screened. */
  readonly files: Files;
  /** Opens image files; it belongs to the host. */
  readonly decoder: Decoder;
  /** Where the user's own models are kept, also those that are trained here. */
  readonly modelsFolder: string;
  /** Where uploaded files are kept, beside the casebook. */
  readonly uploadsFolder: string;
  readonly clock: () => Date;
  /** Overread's version. */
  readonly version: string;
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** All use cases over one casebook: the hosts serve them through the contract. */
export interface Workstation extends Laboratory {
  readonly casebook: Casebook;
  /** Those whose files are there now, with this site's thresholds. */
  readonly models: readonly InstalledModel[];
  readonly files: Files;
  readonly images: Images;
  readonly patients: Patients;
  readonly jobs: Jobs;
  readonly screening: ScreeningJobs;
  readonly events: EventHub;
  readonly settings: SettingsStore;
  readonly backups: Backups;
  readonly version: string;
  readonly log: Log;
  /**
   * An engine for heavy work, when its turn has come: training, evaluation, saliency checks. Close it in a `finally`, for
   * the next piece of work waits for that.
   */
  background(signal?: AbortSignal): Promise<Engine>;
  /** The provider beside the CPU, when its turn has come. Throws where one of them can't run the comparison. */
  compareWithCpu(size: number, signal?: AbortSignal): AsyncGenerator<ComparisonNews, void>;
  providerStatus(): ProviderStatus;
  providerChanged(): void;
  /** The models named, the current ones when none is. Faults: those of `ModelRegistry.choose`. */
  chooseModels(ids?: readonly ModelId[]): Outcome<readonly InstalledModel[]>;
  /** Every file under the paths, in the order of their names, for `screen`. */
  collect(paths: readonly string[], signal?: AbortSignal): Promise<FoundFile[]>;
  /** Imports and scores in this call, without a job: one outcome a file, in the order given. */
  screen(
    files: readonly FoundFile[],
    models: readonly InstalledModel[],
    signal?: AbortSignal,
  ): AsyncGenerator<ScreenedFile, void, undefined>;
  /** As its file says. Faults as those of resolving it. */
  cardOf(model: ModelReference): Promise<Outcome<ModelCard>>;
  predict(where: FrameOfInstance, model: ModelId): Promise<Outcome<Prediction>>;
  heatmapMethods(model: ModelId): Promise<Outcome<HeatmapChoice>>;
  explain(where: FrameOfInstance, model: ModelId, options: ExplainOptions): Promise<Outcome<ExplainedScore>>;
  review(answer: Answer): Outcome<Review>;
  withdrawReview(studyId: StudyId, review: number): Outcome<Review>;
  /** Fault: 'study.not-found'. */
  addNote(studyId: StudyId, note: string): Outcome<readonly AuditEntry[]>;
  /** Ends the jobs and the sessions; the casebook and the engine belong to the host. */
  close(): Promise<void>;
}

export function createWorkstation(options: WorkstationOptions): Workstation {
  const { casebook, files, uploadsFolder, clock, version, settings, log, providerStatus } = options;
  const reader = (): string => settings.get().reader;
  const models = createModelRegistry({ casebook, settings, bundled: options.models, place: options.modelsFolder });
  const events = createEventHub(() => {
    const ends = [tellOfChangesElsewhere(casebook, studyChanged, log), watchModels(models, log)];
    return () => ends.forEach((end) => end());
  });
  models.subscribe(() => events.publish({ type: 'modelsChanged' }));
  const predictor = createPredictor(options.engine);
  const scorer = createScorer(predictor);
  const secondRead = createSecondRead(casebook, scorer);
  const images = createImages({ casebook, decoder: options.decoder });
  const screening = createScreening({ casebook, decoder: options.decoder, secondRead, log });
  const jobs = createJobs({
    clock,
    onChange: (job) => events.publish({ type: 'job', job }),
    onBug: (error) => log.error(describeBug(error), 'A job failed'),
  });
  const background = createBackground(() => options.startBackground());
  const choose = models.choose;
  function studyChanged(studyId: StudyId): void {
    events.publish({ type: 'studyChanged', studyId });
    events.publish({ type: 'worklistChanged' });
  }
  const backups = createBackups({ path: casebook.path, settings, clock, log });
  const laboratory = createLaboratory({
    ...options,
    reader,
    models,
    scorer,
    jobs,
    events,
    background,
    secondRead,
    studyChanged,
  });
  return {
    casebook,
    get models() {
      return models.list();
    },
    files,
    images,
    patients: createPatients({ casebook, reader, studyChanged }),
    jobs,
    events,
    settings,
    backups,
    version,
    log,
    background: (signal) => background.engine(signal),
    compareWithCpu: (size, signal) =>
      compareWithCpu(size, { provider: () => background.engine(signal), cpu: () => options.startBackground('cpu') }),
    providerStatus,
    providerChanged: () => events.publish({ type: 'providerChanged', provider: providerStatus() }),
    ...laboratory,
    chooseModels: choose,
    screening: createScreeningJobs({
      casebook,
      screening,
      files,
      containers: options.decoder,
      uploadsFolder,
      jobs,
      events,
      clock,
      chooseModels: choose,
    }),
    collect: (paths, signal) => collectFiles(paths, { files, containers: options.decoder }, { signal }),
    screen: (found, chosen, signal) => screening.screen(found, chosen, signal),
    cardOf: (reference) => cardOf(reference, { files, models }),
    async predict(where, id) {
      const chosen = choose([id]);
      if (!chosen.ok) return chosen;
      const opened = await images.open(where.instanceId, where.frameIndex);
      if (!opened.ok) return opened;
      const pending = secondRead.prepare(where, scorableOf(opened.value), chosen.value);
      const [prediction] = await secondRead.predict(pending, 'reading');
      studyChanged(casebook.instances.get(where.instanceId)!.studyId);
      return prediction!;
    },
    async heatmapMethods(id) {
      const chosen = choose([id]);
      return chosen.ok ? scorer.heatmapMethods(chosen.value[0]!) : chosen;
    },
    async explain(where, id, options) {
      const chosen = choose([id]);
      if (!chosen.ok) return chosen;
      const opened = await images.open(where.instanceId, where.frameIndex);
      return opened.ok ? secondRead.explain(opened.value, chosen.value[0]!, options) : opened;
    },
    review(answer) {
      const review = recordReview(casebook, answer, reader());
      if (review.ok) studyChanged(answer.studyId);
      return review;
    },
    withdrawReview(studyId, id) {
      const review = withdrawReview(casebook, studyId, id, reader());
      if (review.ok) studyChanged(studyId);
      return review;
    },
    addNote(studyId, note) {
      const kept = addNote(casebook, { studyId, note, reader: reader() });
      if (kept.ok) studyChanged(studyId);
      return kept;
    },
    async close() {
      backups.close();
      events.close();
      await laboratory.trainings.close();
      await jobs.close();
      await background.close();
      await predictor.close();
    },
  };
}

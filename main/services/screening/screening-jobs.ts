import { basename } from 'node:path';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { InstanceId, ModelId } from '../../domain/ids.ts';
import type { Job } from '../../domain/job.ts';
import type { ScreeningNews } from '../../contract/screening.ts';
import type { ScreeningTitle } from '../../domain/messages/work-title.ts';
import { createNewsQueue } from '../concurrency/news-queue.ts';
import { success, type Outcome } from '../../domain/outcome.ts';
import { collectFiles } from '../files/collect-files.ts';
import type { Containers } from '../files/containers.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { Files } from '../files/allowed-files.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { samplesAreIn, samplesWanted } from './samples.ts';
import type { Screening } from './screen-files.ts';
import { keepUploads } from '../files/uploads.ts';

export interface ScreeningJobs {
  /** Faults: 'file.missing', 'file.forbidden', `model.…`. */
  start(paths: readonly string[], models?: readonly ModelId[]): Promise<Outcome<Job>>;
  /** The same, told file by file until the end; a path that is not there is a file that failed. */
  run(paths: readonly string[], models?: readonly ModelId[]): Promise<Outcome<AsyncGenerator<ScreeningNews, void>>>;
  /** Keeps the files beside the casebook and screens them there. */
  upload(files: readonly File[], models?: readonly ModelId[]): Promise<Outcome<Job>>;
  /**
   * Puts the sample studies in a folder into a new casebook, until all of them were scored once. Resolves when
   * that job has ended, however it ended; at once, to null, when there is nothing to do.
   */
  addSamples(folder: string): Promise<Job | null>;
}

export interface ScreeningJobsOptions {
  readonly casebook: Casebook;
  readonly screening: Screening;
  readonly files: Files;
  readonly containers: Containers;
  readonly uploadsFolder: string;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly clock: () => Date;
  readonly chooseModels: (ids?: readonly ModelId[]) => Outcome<readonly InstalledModel[]>;
}

/** While a job goes on, the worklist is said to have changed at most once in this time. */
const WORKLIST_NOTICE_MS = 1000;

const titleOfPath = (name: string): ScreeningTitle => ({ code: 'work.screen-path', details: { name } });

function screeningTitle(paths: readonly string[]): ScreeningTitle {
  const { length: count } = paths;
  return count === 1 ? titleOfPath(basename(paths[0]!)) : { code: 'work.screen-paths', details: { count } };
}

function titleOfUploads(files: readonly File[]): ScreeningTitle {
  const { length: count } = files;
  return count === 1 ? titleOfPath(files[0]!.name) : { code: 'work.screen-uploads', details: { count } };
}

export function createScreeningJobs(options: ScreeningJobsOptions): ScreeningJobs {
  const { casebook, screening, files, containers, uploadsFolder, jobs, events, clock, chooseModels } = options;

  /** Tells the renderer of studies as they come in. */
  function createNotices(): (instance: InstanceId | undefined) => void {
    let noticed = 0;
    return (id) => {
      const instance = id === undefined ? undefined : casebook.instances.get(id);
      if (instance !== undefined) events.publish({ type: 'studyChanged', studyId: instance.studyId });
      const now = clock().getTime();
      if (now - noticed < WORKLIST_NOTICE_MS) return;
      noticed = now;
      events.publish({ type: 'worklistChanged' });
    };
  }
  function begin(
    title: ScreeningTitle,
    paths: readonly string[],
    models: readonly InstalledModel[],
    areNamed = true,
    hear: (news: ScreeningNews) => void = () => undefined,
  ): Job {
    return jobs.start('screen', title, async (progress, signal) => {
      const record = casebook.screenings.begin(title);
      try {
        const found = await collectFiles(paths, { files, containers }, { signal, areNamed });
        progress.count(found.length);
        hear({ kind: 'found', paths: found.map(({ path }) => path) });
        casebook.screenings.count(record, found.length);
        const notice = createNotices();
        const pauses = progress.pausable();
        for await (const screened of screening.screen(found, models, signal)) {
          hear({ kind: 'file', file: screened });
          const { instanceId, isKnown, predictions: _, ...file } = screened;
          progress.add(file, isKnown);
          casebook.screenings.add(record, file);
          notice(instanceId);
          await pauses.rest();
        }
      } finally {
        casebook.screenings.end(record);
        events.publish({ type: 'worklistChanged' });
      }
    });
  }
  return {
    async start(paths, ids) {
      const models = chooseModels(ids);
      if (!models.ok) return models;
      for (const path of paths) {
        const checked = await files.check(path);
        if (!checked.ok) return checked;
      }
      return success(begin(screeningTitle(paths), paths, models.value));
    },
    async run(paths, ids) {
      const models = chooseModels(ids);
      if (!models.ok) return models;
      for (const path of paths) {
        const checked = await files.checkNew(path);
        if (!checked.ok) return checked;
      }
      const news = createNewsQueue<ScreeningNews>();
      const job = begin(screeningTitle(paths), paths, models.value, true, (each) => news.put(each));
      news.put({ kind: 'started', job });
      void jobs.ended(job.id).then(() => news.end());
      return success(news.read());
    },
    async upload(uploaded, ids) {
      const models = chooseModels(ids);
      if (!models.ok) return models;
      const kept = await keepUploads(uploadsFolder, uploaded);
      return success(begin(titleOfUploads(uploaded), kept, models.value, false));
    },
    async addSamples(folder) {
      const models = chooseModels();
      const paths = await samplesWanted(casebook, folder);
      if (!models.ok || paths.length === 0) return null;
      const { id } = begin({ code: 'work.screen-samples', details: {} }, paths, models.value);
      const job = (await jobs.ended(id)) ?? null;
      if (job?.state === 'done' && job.scored === paths.length) samplesAreIn(casebook);
      return job;
    },
  };
}

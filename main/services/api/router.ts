/** The contract, served by a workstation. Only translation: outcomes to results or the contract's errors. */
import { serveBackups } from './backups.ts';
import { serveDatasets } from './datasets.ts';
import { serveTraining } from './training.ts';
import { serveSaliencyChecks } from './saliency-checks.ts';
import { serveEvaluation } from './evaluation.ts';
import { serveLearning } from './active-learning.ts';
import { servePatients } from './patients.ts';
import { serveRegistry } from './registry.ts';
import { serveSettings } from './settings.ts';
import { scoringFingerprint } from '../inference/scoring-fingerprint.ts';
import { clauseOf } from '../../domain/messages/clause.ts';
import { toCodedMessage } from '../../domain/messages/coded-message.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { CasebookCheck, HostKind, InstalledCard } from '../../contract/contract.ts';
import { found, serveContract, resultOf } from './serve-contract.ts';
import { toFrameImage } from './to-frame-image.ts';
import type { Workstation } from '../composition/workstation.ts';

/** The parts that differ from host to host. */
export interface Host {
  readonly kind: HostKind;
  /** A native dialog; null when it was closed, and always at a host that has none. */
  readonly pick: (kind: 'folder' | 'files') => Promise<readonly string[] | null>;
}

export type Router = ReturnType<typeof createRouter>;

export function createRouter(workstation: Workstation, host: Host) {
  const { casebook, files, images, jobs, screening, log } = workstation;
  const os = serveContract(log);
  return os.router({
    system: {
      status: os.system.status.handler(() => ({
        version: workstation.version,
        host: host.kind,
        hasNativeFiles: host.kind === 'electron',
        provider: workstation.providerStatus(),
        casebookName: casebook.name,
      })),
      compareWithCpu: os.system.compareWithCpu.handler(({ input, signal }) =>
        workstation.compareWithCpu(input.size, signal),
      ),
      checkCasebook: os.system.checkCasebook.handler(() => checkCasebook(casebook)),
      events: os.system.events.handler(({ signal }) => workstation.events.subscribe(signal)),
    },
    files: {
      roots: os.files.roots.handler(() => files.roots),
      list: os.files.list.handler(async ({ input }) => resultOf(await files.list(input.path, input))),
      pick: os.files.pick.handler(({ input }) => host.pick(input.kind)),
    },
    screening: {
      list: os.screening.list.handler(() => casebook.screenings.list()),
      files: os.screening.files.handler(({ input }) => casebook.screenings.files(input.screeningId, input)),
      start: os.screening.start.handler(async ({ input }) =>
        resultOf(await screening.start(input.paths, input.models)),
      ),
      run: os.screening.run.handler(async ({ input }) => resultOf(await screening.run(input.paths, input.models))),
      upload: os.screening.upload.handler(async ({ input }) =>
        resultOf(await screening.upload(input.files, input.models)),
      ),
    },
    jobs: {
      list: os.jobs.list.handler(() => jobs.list()),
      cancel: os.jobs.cancel.handler(({ input }) => found(jobs.cancel(input.jobId), 'job.not-found')),
      pause: os.jobs.pause.handler(({ input }) => found(jobs.pause(input.jobId), 'job.not-found')),
      resume: os.jobs.resume.handler(({ input }) => found(jobs.resume(input.jobId), 'job.not-found')),
      clear: os.jobs.clear.handler(() => jobs.clear()),
    },
    worklist: {
      query: os.worklist.query.handler(({ input }) => casebook.worklist.query(input)),
    },
    studies: {
      get: os.studies.get.handler(({ input }) => found(casebook.studies.get(input.studyId), 'study.not-found')),
      review: os.studies.review.handler(({ input }) => resultOf(workstation.review(input))),
      withdraw: os.studies.withdraw.handler(({ input }) =>
        resultOf(workstation.withdrawReview(input.studyId, input.reviewId)),
      ),
      note: os.studies.note.handler(({ input }) => resultOf(workstation.addNote(input.studyId, input.note))),
      history: os.studies.history.handler(({ input }) => casebook.audit.ofStudy(input.studyId)),
    },
    patients: servePatients(os, workstation),
    images: {
      frame: os.images.frame.handler(async ({ input }) => {
        return toFrameImage(resultOf(await images.open(input.instanceId, input.frameIndex)).frame);
      }),
      thumbnail: os.images.thumbnail.handler(async ({ input }) => {
        const png = resultOf(await images.thumbnail(input.instanceId));
        return new Blob([new Uint8Array(png)], { type: 'image/png' });
      }),
    },
    models: {
      list: os.models.list.handler(() =>
        workstation.models
          .map(({ card }) => ({
            ...card,
            scoringFingerprint: scoringFingerprint(card),
            state: workstation.registry.models.versionOf(card.id)?.state ?? null,
          }))
          .toSorted((a, b) => rankOf(a) - rankOf(b)),
      ),
      card: os.models.card.handler(async ({ input }) => resultOf(await workstation.cardOf(input.model))),
      predict: os.models.predict.handler(async ({ input }) => resultOf(await workstation.predict(input, input.model))),
      heatmapMethods: os.models.heatmapMethods.handler(async ({ input }) =>
        resultOf(await workstation.heatmapMethods(input.model)),
      ),
      explain: os.models.explain.handler(async ({ input, signal }) => {
        const { label, method } = input;
        return resultOf(await workstation.explain(input, input.model, { label, method, signal }));
      }),
    },
    datasets: serveDatasets(os, workstation),
    evaluation: serveEvaluation(os, workstation),
    training: serveTraining(os, workstation),
    saliencyChecks: serveSaliencyChecks(os, workstation),
    learning: serveLearning(os, workstation),
    registry: serveRegistry(os, workstation),
    settings: serveSettings(os, workstation),
    backups: serveBackups(os, workstation),
  });
}

function checkCasebook(casebook: Casebook): CasebookCheck {
  const chain = casebook.audit.verify();
  const { rows, vouched, changed, added } = casebook.audit.checkRows();
  return {
    faults: casebook.faults(),
    auditEntries: chain.ok ? chain.value : null,
    auditFault: chain.ok ? null : toCodedMessage(chain.error),
    rows,
    vouchedRows: vouched,
    rowFaults: [
      ...changed.map(({ table, id, entry }) => clauseOf('casebook.row-changed', { table, row: id, entry })),
      ...added.map(({ table, id }) => clauseOf('casebook.row-added', { table, row: id })),
    ].slice(0, 100),
    isHeadKept: casebook.audit.isHeadKept(),
  };
}

/** The current ones first, for lists begin with what is usual; examples of what not to trust last. */
function rankOf({ state, exampleOnly }: InstalledCard): number {
  if (exampleOnly !== undefined) return 2;
  return state === 'current' ? 0 : 1;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditRepository, subjectOf } from '../main/casebook/audit-trail/audit-repository.ts';
import type { RecordChange } from '../main/casebook/audit-trail/record-change.ts';
import { openDatabase, type Database } from '../main/casebook/database/database.ts';
import { migrate } from '../main/casebook/migrations/migrate.ts';
import { createInstanceRepository } from '../main/casebook/studies/instance-repository.ts';
import { createPredictionRepository } from '../main/casebook/studies/prediction-repository.ts';
import { refreshLine } from '../main/casebook/worklist/worklist-line.ts';
import { valueOf } from '../main/domain/outcome.ts';
import { writeDicom } from '../main/imaging/dicom/write-dicom.ts';
import { createPhantom } from '../main/imaging/phantom/phantom.ts';
import { preprocess } from '../main/imaging/preprocessing/preprocess.ts';
import { readImage } from '../main/imaging/read-image.ts';
import type { Engine } from '../main/runtime/engine.ts';
import { createPredictor } from '../main/services/inference/predictor.ts';
import { subjectOf as subjectOfModel } from '../main/services/inference/subject.ts';
import type { InstalledModel } from '../main/services/models/installed-models.ts';
import { makeImage, makePrediction } from '../tests/support/make-casework.ts';
import { compareMs, medianMs, type Measurement } from './measure.ts';

const IMAGES = 50;
const RUNS = 15;

const clock = (): Date => new Date('2026-11-20T12:00:00Z');

function openIn(folder: string, name: string): { readonly path: string; readonly database: Database } {
  const path = join(folder, name);
  const database = openDatabase(path);
  migrate(database);
  return { path, database };
}

/** Puts images into a casebook, each with a prediction. */
function importInto(database: Database, record: RecordChange): () => Promise<void> {
  const instances = createInstanceRepository(database, record, clock);
  const predictions = createPredictionRepository(database, record, clock);
  let number = 0;
  return () => {
    for (let i = 0; i < IMAGES; i++) {
      const { instance } = instances.import(makeImage(++number));
      predictions.add(makePrediction(instance.id, 0.8));
    }
    return Promise.resolve();
  };
}

/** The time that an image takes in the casebook, with the entries of the audit log and without. */
async function compareImports(folder: string): Promise<{ readonly withMs: number; readonly withoutMs: number }> {
  const told = openIn(folder, 'told.sqlite');
  const untold = openIn(folder, 'untold.sqlite');
  const audit = createAuditRepository(told.database, clock, told.path);
  const withEntry: RecordChange = (db, study, entry) => {
    audit.append(db, { ...entry, subject: subjectOf(study) });
    refreshLine(db, study, entry);
  };
  const { workMs, referenceMs } = await compareMs(
    importInto(told.database, withEntry),
    importInto(untold.database, refreshLine),
    RUNS,
  );
  told.database.close();
  untold.database.close();
  return { withMs: workMs / IMAGES, withoutMs: referenceMs / IMAGES };
}

/** The time until a file is decoded and scored by the model. */
async function scoringMs(folder: string, engine: Engine, model: InstalledModel): Promise<number> {
  const file = join(folder, 'chest.dcm');
  writeFileSync(file, writeDicom(createPhantom({ seed: 'bench', label: 'NORMAL', size: 768 }).frame));
  await using predictor = createPredictor(engine);
  return await medianMs(async () => {
    const frame = await valueOf(await readImage(await readFile(file))).frame(0);
    const { input } = preprocess(valueOf(frame), model.card.preprocessing);
    await predictor.predict(subjectOfModel(model), [{ rows: input }]);
  }, RUNS);
}

/** Screening an image (decoding, scoring, keeping it with its prediction) with the audit log's entries against without. */
export async function benchAudit(engine: Engine, model: InstalledModel): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'overread-bench-'));
  try {
    const { withMs, withoutMs } = await compareImports(folder);
    const otherMs = await scoringMs(folder, engine, model);
    const meaning = `keeping an image and a prediction with two entries ${withMs.toFixed(2)} ms to without ${withoutMs.toFixed(2)} ms; decoding and scoring by ${model.card.id} ${otherMs.toFixed(1)} ms before either`;
    return { name: 'audit', ratio: (otherMs + withMs) / (otherMs + withoutMs), meaning };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A workstation with a small dataset in class folders, for tests of trainings. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelId, type DatasetId } from '../../main/domain/ids.ts';
import { makeFrame } from './make-frame.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import type { TrainingRequest } from '../../main/domain/training/training.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { makeWorkstation, type TestStation, type TestStationOptions } from './make-workstation.ts';
import { FaultError } from '../../main/domain/faults/fault.ts';

export interface TrainingStation extends TestStation {
  /** The same casebook and models in a new process's place. */
  restart(): Promise<TrainingStation>;
  readonly dataset: DatasetId;
  /** A network that learns it in a few steps. */
  request(name: string, settings?: Readonly<Record<string, unknown>>): TrainingRequest;
}

/** PNG files: noise, brighter in the lower half for PNEUMONIA. */
async function makeClinic(folder: string, perLabel = 20): Promise<void> {
  const random = createRandom('clinic');
  for (const [index, label] of ['NORMAL', 'PNEUMONIA'].entries()) {
    await mkdir(join(folder, label), { recursive: true });
    for (let i = 0; i < perLabel; i++) {
      const pixels = Uint8Array.from({ length: 576 }, (_, at) => random.uniform(0, 120) + (at > 288 ? 60 * index : 0));
      const bytes = await renderPng(makeFrame({ rows: 24, columns: 24, pixels }));
      await writeFile(join(folder, label, `${i}.png`), bytes);
    }
  }
}

export async function makeTrainingStation(options: TestStationOptions = {}): Promise<TrainingStation> {
  const folder = await mkdtemp(join(tmpdir(), 'trainings-'));
  await makeClinic(join(folder, 'clinic'));
  return openStation(folder, options);
}

async function openStation(folder: string, options: TestStationOptions): Promise<TrainingStation> {
  const station = await makeWorkstation({ ...options, folder });
  const added = await station.workstation.datasets.add({ kind: 'folder', path: join(folder, 'clinic') });
  if (!added.ok) throw new FaultError(added.error);
  await station.workstation.jobs.ended(added.value.job.id);
  const dataset = added.value.dataset.id;
  return {
    ...station,
    dataset,
    request: (name, settings = {}) => ({
      dataset,
      base: { kind: 'network', network: 'small-cnn' },
      recipe: null,
      settings: { size: 16, batch: 8, epochs: 3, learningRate: 5e-3, views: 1, ...settings },
      model: modelId.parse(name),
      title: '',
      normalLabel: null,
    }),
    async restart() {
      await station.close();
      return openStation(folder, {});
    },
    async close() {
      await station.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

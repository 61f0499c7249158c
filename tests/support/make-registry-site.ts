/** A site with tiny real models and pictures whose finding is a bright spot in the middle. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { GateRequest } from '../../main/contract/registry.ts';
import type { DatasetId, ModelId } from '../../main/domain/ids.ts';
import { SALIENCY_CHECK_VERSION, type SaliencyCheck } from '../../main/domain/saliency-checks/saliency-check.ts';
import { makeFrame } from './make-frame.ts';
import type { ModelCard } from '../../main/domain/models/model-card.ts';
import { valueOf } from '../../main/domain/outcome.ts';
import { createRandom } from '../../main/domain/statistics/random.ts';
import { renderPng } from '../../main/imaging/raster/render-png.ts';
import { blobs, makeFolder } from './make-dataset.ts';
import { makeCard, makeModel, makeOnnx } from './make-model.ts';
import { makeWorkstation, type TestStation } from './make-workstation.ts';
import { writeModel, type ModelFiles } from '../../main/services/training/model-folder/write-model.ts';

const SIDE = 48;

/** Blobs about a mid grey; ill ones with a spot in the middle, fainter or stronger. */
async function pictureOf(seed: string, isIll: boolean): Promise<Uint8Array> {
  const random = createRandom(`spot ${seed}`);
  const strength = isIll ? 0.25 + 0.4 * random.next() : 0.15 * random.next();
  const values = blobs(seed, SIDE).map((value, i) => {
    const [x, y] = [(i % SIDE) - SIDE / 2, Math.floor(i / SIDE) - SIDE / 2];
    return 0.25 + 0.3 * value + strength * Math.exp(-(x * x + y * y) / 160);
  });
  const pixels = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, value)));
  return renderPng(makeFrame({ rows: SIDE, columns: SIDE, pixels }));
}

/** As many patients with each label in each of the splits `val` and `test`, an image each. */
export async function makeSite(perLabel = 16): Promise<string> {
  const files: Record<string, Uint8Array | string> = {};
  const lines = ['file,label,patient,split'];
  for (const split of ['val', 'test']) {
    for (const label of ['NORMAL', 'PNEUMONIA']) {
      for (let i = 0; i < perLabel; i++) {
        const name = `${split}-${label}-${i}`;
        files[`${name}.png`] = await pictureOf(name, label === 'PNEUMONIA');
        lines.push(`${name}.png,${label},${name},${split}`);
      }
    }
  }
  return makeFolder({ ...files, 'index.csv': `${lines.join('\n')}\n` });
}

const stations: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const station of stations.splice(0)) await station.close();
});

export interface Site extends TestStation {
  readonly folder: string;
  /** Writes a model into the user's folder and looks for it. */
  install(card: Partial<ModelCard> & { readonly id: ModelId }, seen?: ModelFiles['seen']): Promise<void>;
  /** As if its usual heatmap had been examined. */
  examine(id: ModelId, verdict: SaliencyCheck['verdict']): void;
}

/** `bright` is bundled, with a threshold of 0.6. */
export async function openSite(folder = mkdtempSync(join(tmpdir(), 'site-'))): Promise<Site> {
  const station = await makeWorkstation({ folder, models: [makeModel()] });
  stations.push({
    async close() {
      await station.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  const { workstation } = station;
  return {
    ...station,
    folder,
    async install(card, seen = { images: [], unknownFrom: [] }) {
      await writeModel(join(folder, 'models', card.id), { model: makeOnnx(), card: makeCard(card), seen });
      await workstation.registry.models.reload();
    },
    examine(id, verdict) {
      const { sha256 } = workstation.registry.models.asFiled(id)!.card;
      workstation.casebook.saliencyChecks.keep(makeSaliencyCheck(sha256, verdict));
    },
  };
}

function makeSaliencyCheck(modelSha256: string, verdict: SaliencyCheck['verdict']): SaliencyCheck {
  return {
    checkVersion: SALIENCY_CHECK_VERSION,
    modelSha256,
    method: 'grad-cam',
    verdict,
    reasons: verdict === 'failed' ? [{ test: 'sanity' }] : [],
    dataset: null,
    cases: { used: 24, patients: 24, lookedAt: 24 },
    sanity: null,
    faithfulness: null,
    repeatability: null,
    phantoms: null,
    lungs: null,
    seed: 1,
    provider: 'cpu',
    checkedAt: new Date(Date.parse('2026-01-01') + (verdict === 'passed' ? 0 : 1000)).toISOString(),
    seconds: 1,
    overreadVersion: '0.0.0-test',
  };
}

export async function addDataset({ workstation }: Site, path: string): Promise<DatasetId> {
  const { dataset, job } = valueOf(await workstation.datasets.add({ kind: 'folder', path }));
  await workstation.jobs.ended(job.id);
  return dataset.id;
}

/** Loose enough for so few cases. */
export function gateOn(dataset: DatasetId, changes: Partial<GateRequest> = {}): GateRequest {
  return {
    role: 'PNEUMONIA',
    frozen: { dataset, split: 'test' },
    validation: { dataset, split: 'val' },
    aucMargin: 0.25,
    sensitivityMargin: 0.3,
    targetSensitivity: 0.9,
    calibrationErrorLimit: 0.5,
    slopeLimits: [0.1, 10],
    ...changes,
  };
}

export const shortHashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

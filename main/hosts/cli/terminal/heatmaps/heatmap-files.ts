/** The PNGs of `overread screen --heatmaps`. */
import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContractClient } from '../../../../contract/contract.ts';
import { pixelArrayOf, type FrameImage } from '../../../../contract/images.ts';
import type { ScreenedFile } from '../../../../contract/screening.ts';
import type { HeatmapMethod } from '../../../../domain/heatmaps/heatmap-method.ts';
import type { InstanceId, ModelId } from '../../../../domain/ids.ts';
import type { Frame } from '../../../../domain/studies/frame.ts';
import type { Finding } from '../../../../domain/studies/study.ts';
import { renderHeatmapPng } from '../../../../imaging/raster/render-png.ts';
import { CommandFault, shortPath } from '../command-line.ts';
import { toldErrorOf } from '../contract-errors.ts';
import { sentenceOf } from '../messages.ts';

/** Makes the folder, so that a wrong one is known before hours of screening. */
export async function prepareHeatmapFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new CommandFault(`No heatmaps can be written to “${folder}”: choose a folder that you may write to.`);
  }
}

export type WriteHeatmaps = (file: ScreenedFile) => Promise<void>;

export interface HeatmapWriterOptions {
  readonly folder: string;
  /** The heatmaps' names by the path of their file; without an ending. */
  readonly names: ReadonlyMap<string, string>;
  /** Each model's usual one when left out. */
  readonly method?: HeatmapMethod | undefined;
  /** Ends a heatmap that takes long. */
  readonly signal: AbortSignal;
}

/** Writes what each model looked at: a PNG per file. */
export function createHeatmapWriter(
  client: ContractClient,
  models: readonly { readonly id: ModelId }[],
  { folder, names, method, signal }: HeatmapWriterOptions,
): WriteHeatmaps {
  const toldFallbacks = new Set<ModelId>();
  async function draw(instanceId: InstanceId, model: ModelId, { label }: Finding): Promise<Uint8Array> {
    const [{ heatmap }, image] = await Promise.all([
      client.models.explain({ instanceId, model, label, method }, { signal }),
      client.images.frame({ instanceId }),
    ]);
    if (heatmap.fallback !== null && !toldFallbacks.has(model))
      console.error(`Heatmaps of ${model}: ${sentenceOf(heatmap.fallback)}`);
    if (heatmap.fallback !== null) toldFallbacks.add(model);
    return renderHeatmapPng(await toFrame(image), heatmap);
  }
  return async ({ path, instanceId, predictions }) => {
    if (instanceId === undefined) return;
    for (const { id } of models) {
      const strongest = strongestOf(predictions.filter(({ model }) => model === id));
      if (strongest === undefined) continue;
      const name = `${names.get(path)!}${models.length > 1 ? `.${id}` : ''}.png`;
      try {
        await writeFile(join(folder, name), await draw(instanceId, id, strongest));
      } catch (error) {
        if (!signal.aborted) console.error(`No heatmap of ${shortPath(path)}: ${reasonOf(error)}`);
      }
    }
  };
}

function reasonOf(error: unknown): string {
  const told = toldErrorOf(error);
  if (told !== null) return told.sentence;
  if (error instanceof Error && 'code' in error) return `the picture can’t be written (${error.message}).`;
  throw error;
}

async function toFrame({ metadata, pixelType, pixels }: FrameImage): Promise<Frame> {
  return { ...metadata, pixels: new pixelArrayOf[pixelType](await pixels.arrayBuffer()) };
}

const strongestOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.toSorted((a, b) => b.probability - a.probability)[0];

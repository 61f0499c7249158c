import { z } from 'zod';
import { modelId } from '../domain/ids.ts';

/** A path on the machine that the workstation runs on; which ones may be read or written, the host says. */
export const filePath = z.string().min(1).max(4096);

/** An installed model by its name, or a model's folder wherever it lies. */
export const modelReference = z.union([modelId, z.strictObject({ folder: filePath })]);
export type ModelReference = z.output<typeof modelReference>;

/** `overread inspect`: everything that one image file says, and hashes to check how it is decoded here. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { sentenceOf as sharedSentenceOf } from '../../../contract/messages/message-sentences.ts';
import { FaultError, type Fault } from '../../../domain/faults/fault.ts';
import { createDecoderPool } from '../../../services/decoding/decoder-pool.ts';
import type { InspectedFile } from '../../../services/decoding/decoder.ts';
import { createSettings } from '../../../services/settings/settings.ts';
import { userSettings } from '../../locations.ts';
import { accountName } from '../../os-user.ts';
import { exitCodes } from '../terminal/command-line.ts';
import { describeInspection } from '../terminal/inspection-text.ts';

interface InspectFlags {
  readonly json?: boolean;
}

export function describe(command: Command): void {
  command
    .argument('<file>', 'a DICOM, JPEG or PNG file; nothing of it is kept')
    .option('--json', 'as one JSON object, with the hashes of all frames')
    .action(inspect);
}

/** Ends with `failed` where anything of the image could not be decoded; what could be read is shown all the same. */
async function inspect(file: string, { json = false }: InspectFlags): Promise<void> {
  const path = resolve(file);
  const { budget } = createSettings(userSettings(), accountName()).get();
  await using decoder = createDecoderPool({ budget: () => budget });
  const inspected = await decoder.inspect(path);
  if (!inspected.ok) {
    if (json) console.log(JSON.stringify({ file: path, fault: reasonOf(inspected.error) }));
    throw new FaultError(inspected.error);
  }
  console.log(json ? JSON.stringify(toJson(path, inspected.value)) : describeInspection(path, inspected.value));
  if (inspected.value.fault !== null) process.exitCode = exitCodes.failed;
}

/** In the words that all hosts share, as what reads these lines knows them. */
function reasonOf(fault: Fault | null): { readonly code: string; readonly reason: string } | null {
  return fault === null ? null : { code: fault.code, reason: sharedSentenceOf(fault) };
}

/** The hashes first: most who ask for JSON want them. */
function toJson(file: string, { image, fault, ...described }: InspectedFile): object {
  return {
    file,
    fault: reasonOf(fault),
    valuesSha256: image?.valuesSha256 ?? null,
    frames: image?.frames.map((frame) => ({ ...frame, fault: reasonOf(frame.fault) })) ?? [],
    bitsAllocated: image?.bitsAllocated ?? null,
    ...described,
    metadata: image?.metadata ?? null,
    refusal: reasonOf(image?.refusal ?? null),
  };
}

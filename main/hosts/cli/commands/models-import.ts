/** `overread models import`: an ONNX classifier or a weight file in, a model folder out. */
import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { FaultError } from '../../../domain/faults/fault.ts';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { normalisationNames, parseNormalisation } from '../../../domain/models/named-normalisations.ts';
import { mostBytesOfFile, mostBytesOfModel, readRegularFile } from '../../../services/disk/read-regular-file.ts';
import { CommandFault, commandLineAsTyped, parseCount } from '../terminal/command-line.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { withSession } from '../terminal/session.ts';

/** A name, or `MEAN/STD` with a number each or one for each channel. */
export function normalisationOf(text: string): Preprocessing['normalisation'] {
  const normalisation = parseNormalisation(text);
  if (normalisation !== null) return normalisation;
  throw new InvalidArgumentError(`Choose ${normalisationNames.join(', ')}, or means and deviations such as 0.5/0.25.`);
}

function parseChannels(text: string): 1 | 3 {
  if (text === '1' || text === '3') return text === '1' ? 1 : 3;
  throw new InvalidArgumentError('Images have 1 or 3 channels.');
}

const parseLabels = (text: string): string[] => text.split(',').map((label) => label.trim());

export function describeImport(command: Command): void {
  command
    .description('Bring in a model from elsewhere: an ONNX classifier, or a weight file with --network.')
    .argument('<file>', 'ONNX, safetensors, PyTorch state dict (.pth, .pt) or Keras weights (.h5, .keras)')
    .requiredOption('--labels <names>', 'what its answers mean, in their order: NORMAL,PNEUMONIA', parseLabels)
    .option('--network <name>', 'architecture of a weight file; the list: overread networks list')
    .option('--id <name>', 'of the model (the file’s name)')
    .option('--title <text>', 'of the model card')
    .option('--description <text>', 'of the model card')
    .option('--licence <text>', 'of the model card')
    .option('--normal-label <label>', 'the label that stands for “nothing found”')
    .option('--replace-head', 'a new last layer for the labels, which training has to teach')
    .addOption(
      new Option(
        '--activation <name>',
        'sigmoid where labels may be there together (as its end tells, else softmax)',
      ).choices(['softmax', 'sigmoid']),
    )
    .option('--size <n>', 'height and width of the input, pixels', parseCount)
    .option('--channels <n>', 'of the input: for a weight file 1 sums the first layer over its three', parseChannels)
    .option('--input <name>', 'of the image among an ONNX file’s inputs')
    .option('--logits <name>', 'of the answers among an ONNX file’s values')
    .option('--heatmap <name>', 'of the map among an ONNX file’s values')
    .addOption(new Option('--intensity <name>', 'range of the picture (voi)').choices(['percentile', 'voi']))
    .addOption(new Option('--resize <name>', 'to the input’s size (stretch)').choices(['stretch', 'pad']))
    .option('--normalisation <name>', `${normalisationNames.join(', ')}, or MEAN/STD`, normalisationOf)
    .option('--preview <image>', 'bring nothing in: show how the model would take and judge this image')
    .option('--casebook <file>', 'another casebook than your own, which it joins as a candidate')
    .action(importFile);
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'is not there: check the path',
  EACCES: 'may not be read by you: change its permissions, or copy it',
};

type ImportRequest = Parameters<ContractClient['registry']['importModel']>[0];

interface ImportFlags extends Omit<ImportRequest, 'file' | 'command' | 'id'> {
  readonly id?: string;
  readonly casebook?: string;
  readonly preview?: string;
}

async function importFile(path: string, { casebook, id, preview, ...flags }: ImportFlags): Promise<void> {
  const file = await openFile(path, mostBytesOfModel);
  if (preview !== undefined) {
    await showPreview(preview, { file, ...flags }, casebook);
    return;
  }
  await withSession({ casebook, provider: 'cpu' }, async ({ client }) => {
    const named = id === undefined ? {} : { id: modelIdOf(id) };
    const request = { ...flags, ...named, file, command: commandLineAsTyped() };
    const { card, folder, notes } = await client.registry.importModel(request);
    for (const note of notes) console.error(sentenceOf(note));
    console.log(
      `${card.title} (${card.id}) was brought in. It has not been evaluated here.\nThe model lies in ${folder}.`,
    );
    if (card.operatingPoints.length === 0) {
      console.log(
        `It does not know its labels yet: npm run overread -- train --from ${card.id} --data FOLDER --out FOLDER`,
      );
    }
  });
}

/** Writes the picture that the network sees beside where the command runs, and prints what is answered. */
async function showPreview(
  path: string,
  request: Omit<Parameters<ContractClient['registry']['previewImport']>[0], 'image'>,
  casebook: string | undefined,
): Promise<void> {
  const image = await openFile(path, mostBytesOfFile);
  await withSession({ casebook, provider: 'cpu' }, async ({ client }) => {
    const { picture, preprocessing, input, probabilities, notes } = await client.registry.previewImport({
      ...request,
      image,
    });
    for (const note of notes) console.error(sentenceOf(note));
    const written = resolve(`${basename(path, extname(path))}-as-seen.png`);
    await writeFile(written, new Uint8Array(await picture.arrayBuffer()));
    const { width, height, channels } = preprocessing;
    const [least, most, mean] = [input.least, input.most, input.mean].map((value) => value.toFixed(2));
    for (const { label, probability } of probabilities) console.log(`${label}  ${probability.toFixed(3)}`);
    console.log(
      `Input ${width} × ${height} × ${channels}, values ${least} to ${most}, mean ${mean}. What the network sees: ${written}\nNothing was brought in.`,
    );
  });
}

async function openFile(path: string, mostBytes: number): Promise<File> {
  try {
    return new File([await readRegularFile(path, mostBytes)], basename(path));
  } catch (error) {
    if (error instanceof FaultError) throw new CommandFault(`“${resolve(path)}”: ${sentenceOf(error.fault)}`);
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = unreadable[code] ?? `can’t be read (${code}): check the disk it lies on`;
    throw new CommandFault(`“${resolve(path)}” ${why}.`);
  }
}

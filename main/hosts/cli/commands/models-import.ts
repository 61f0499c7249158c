/** `overread models import`: an ONNX classifier or a weight file in, a model folder out. */
import { basename, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ContractClient } from '../../../contract/contract.ts';
import { FaultError } from '../../../domain/faults/fault.ts';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import { mostBytesOfModel, readRegularFile } from '../../../services/disk/read-regular-file.ts';
import { CommandFault, commandLineAsTyped, parseCount } from '../terminal/command-line.ts';
import { sentenceOf } from '../terminal/messages.ts';
import { modelIdOf } from '../terminal/model-names.ts';
import { withSession } from '../terminal/session.ts';

type Normalisation = Preprocessing['normalisation'];

const named: Readonly<Record<string, Normalisation>> = {
  'per-image': { kind: 'per-image' },
  imagenet: networks['resnet18']!.defaults.normalisation,
  symmetric: { kind: 'fixed', mean: [0.5], std: [0.5] },
  none: { kind: 'fixed', mean: [0], std: [1] },
};

/** A name of the table, or `MEAN/STD` with a number each or one for each channel. */
export function parseNormalisation(text: string): Normalisation {
  const known = ownEntry(named, text);
  if (known !== undefined) return known;
  const [mean, std, ...more] = text.split('/').map((part) => part.split(',').map(Number));
  const isSound =
    mean !== undefined &&
    std?.length === mean.length &&
    more.length === 0 &&
    [1, 3].includes(mean.length) &&
    [...mean, ...std].every(Number.isFinite) &&
    std.every((value) => value > 0);
  if (isSound) return { kind: 'fixed', mean, std };
  throw new InvalidArgumentError(`Choose ${Object.keys(named).join(', ')}, or means and deviations such as 0.5/0.25.`);
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
    .option('--normalisation <name>', `${Object.keys(named).join(', ')}, or MEAN/STD`, parseNormalisation)
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
}

async function importFile(path: string, { casebook, id, ...flags }: ImportFlags): Promise<void> {
  const file = await openFile(path);
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

async function openFile(path: string): Promise<File> {
  try {
    return new File([await readRegularFile(path, mostBytesOfModel)], basename(path));
  } catch (error) {
    if (error instanceof FaultError) throw new CommandFault(`“${resolve(path)}”: ${sentenceOf(error.fault)}`);
    const { code = '' } = error as NodeJS.ErrnoException;
    const why = unreadable[code] ?? `can’t be read (${code}): check the disk it lies on`;
    throw new CommandFault(`“${resolve(path)}” ${why}.`);
  }
}

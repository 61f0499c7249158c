/** `overread networks`: the architectures to choose from, and what each is made of. */
import type { Command } from 'commander';
import { faultOf } from '../../../domain/faults/fault.ts';
import { ReasonError } from '../../../domain/messages/reason-error.ts';
import { architectureNames } from '../../../domain/models/architecture-name.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { zeros } from '../../../domain/statistics/random.ts';
import { describeNetwork, type NetworkTable } from '../../../networks/describe-network.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import type { Network, NetworkDefaults } from '../../../networks/network.ts';
import { CommandFault, parseCount } from '../terminal/command-line.ts';
import { parseNamedNumbers } from '../terminal/setting-flags.ts';
import { formatTable } from '../terminal/table.ts';
import { t } from '../../../contract/messages/messages.ts';
import { sentenceOf } from '../terminal/messages.ts';

interface DescribeFlags {
  readonly train: string;
  readonly labels: number;
  readonly hidden?: readonly number[];
  readonly hyperParameters?: Readonly<Record<string, number>>;
  readonly size?: number;
  readonly json?: boolean;
}

const noHiddenLayers = 'none';

function parseSizes(text: string): readonly number[] {
  if (text === noHiddenLayers) return [];
  return text.split(',').map((part) => parseCount(part.trim()));
}

export function describe(command: Command): void {
  command
    .command('list')
    .description('The architectures, with what published weights expect.')
    .option('--json', 'as JSON, one a line')
    .action(listNetworks);
  command
    .command('describe')
    .description('The layers of an architecture, their shapes and numbers of parameters.')
    .argument('<name>', 'as `overread networks list` has it')
    .option('--train <which>', 'head, last-N-blocks, all, or names with * for anything and commas between', 'all')
    .option('--labels <n>', 'number of labels', parseCount, 2)
    .option('--hidden <sizes>', `hidden layers of the head, such as 4096,4096,256, or ${noHiddenLayers}`, parseSizes)
    .option('--hyper-parameters <name=n,…>', 'sizes that the network leaves open, such as depth=8', parseNamedNumbers)
    .option('--size <n>', 'height and width of the image, pixels', parseCount)
    .option('--json', 'as JSON')
    .action(describeOne);
}

function listNetworks({ json }: { readonly json?: boolean }): void {
  const entries = architectureNames.map((name) => ({
    name,
    description: t(`architectures:${name}`),
    ...networks[name]!.defaults,
  }));
  if (json) for (const entry of entries) console.log(JSON.stringify(entry));
  else {
    const header = ['network', 'input', 'normalisation', 'what it is'];
    console.log(
      formatTable(
        header,
        entries.map((entry) => [entry.name, inputOf(entry), entry.normalisation.kind, entry.description]),
      ),
    );
  }
}

function inputOf({ channels, size }: NetworkDefaults): string {
  return `${channels} × ${size} × ${size}`;
}

function describeOne(name: string, { train, json, ...flags }: DescribeFlags): void {
  const { graph, blocks, hyperParameters } = build(name, flags);
  const table = describeNetwork(graph, blocks, train);
  if (!table.ok) throw new CommandFault(sentenceOf(table.error));
  if (json) console.log(JSON.stringify({ network: name, hyperParameters, ...table.value }));
  else console.log(formatLayers(table.value));
}

/** Without random numbers: only shapes are shown. */
function build(name: string, { size, ...flags }: Omit<DescribeFlags, 'train' | 'json'>): Network {
  const architecture = ownEntry(networks, name);
  if (architecture === undefined) {
    throw new CommandFault(sentenceOf(faultOf('network.unknown', { network: name, known: Object.keys(networks) })));
  }
  const { channels, size: usual } = architecture.defaults;
  const side = size ?? usual;
  try {
    return architecture.create({ ...flags, height: side, width: side, channels, random: zeros });
  } catch (error) {
    if (!(error instanceof ReasonError)) throw error;
    throw new CommandFault(sentenceOf(faultOf('network.not-possible', { reason: error.reason })));
  }
}

function formatLayers({ layers, total }: NetworkTable): string {
  const number = (value: number): string => value.toLocaleString('en');
  const rows = layers.map((layer) => [
    layer.name,
    layer.kind,
    layer.output.join(' × ').replaceAll('*', '·'),
    number(layer.parameters),
    number(layer.trainable),
  ]);
  const header = ['layer', 'operator', 'output', 'parameters', 'trainable'];
  const sums = [
    `${number(total.parameters)} parameters, of which ${number(total.trainable)} learn`,
    ...(total.statistics > 0 ? [`${number(total.statistics)} running statistics`] : []),
  ];
  return `${formatTable(header, rows)}\n\n${sums.join('\n')}`;
}

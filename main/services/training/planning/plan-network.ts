/** The network that a training teaches, with the values that it begins with. */
import { isDeepStrictEqual } from 'node:util';
import { ReasonError } from '../../../domain/messages/reason-error.ts';
import type { Preprocessing } from '../../../domain/models/model-card.ts';
import { noteOf, type Note } from '../../../domain/messages/note.ts';
import { failure, success } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { ownEntry } from '../../../domain/own-entry.ts';
import { zeros } from '../../../domain/statistics/random.ts';
import type { Random } from '../../../domain/statistics/random.ts';
import { float32 } from '../../../domain/tensor.ts';
import { float } from '../../../graph/ir/builder.ts';
import { parametersOf } from '../../../graph/ir/parameters.ts';
import { replaceHead } from '../../../graph/rewrites/replace-head.ts';
import { runningStatisticsOf } from '../../../graph/training/running-statistics.ts';
import { networks } from '../../../networks/architectures/architectures.ts';
import type { Block, Network } from '../../../networks/network.ts';
import { blockOf, blocksOf, chooseTrainable, matches } from '../../../networks/trainable.ts';
import { loadWeights } from '../../../networks/weights/load-weights.ts';
import type { BaseGraph, BaseModel } from './base-model.ts';
import { preprocessingOf } from '../settings/train-settings.ts';
import type { TrainSettings } from '../../../contract/training-settings/setting-table.ts';

export interface PlannedNetwork {
  readonly network: Network;
  readonly spec: Preprocessing;
  /** The value that heatmaps are made of. */
  readonly heatmap: string | undefined;
  /** Names of the parameters that learn. */
  readonly trainable: readonly string[];
  /** Parameter → what its learning rate is multiplied by. */
  readonly rates: ReadonlyMap<string, number>;
  readonly notes: readonly Note[];
}

interface Wish {
  readonly settings: TrainSettings;
  /** In the order of the logits. */
  readonly labels: readonly string[];
  readonly base: BaseModel | null;
  /** Whether the base gives its weights to the network of the settings, or is the network itself. */
  readonly isNetworkNamed: boolean;
  /** Draws the first values. */
  readonly random: Random;
}

type Begun = Pick<PlannedNetwork, 'network' | 'spec' | 'heatmap' | 'notes'>;

/** Faults: `network.…`, `settings.…`, `trainable.…`, `weights.…`, `head.…`, 'training.weights-without-network'. */
export function planNetwork(wish: Wish): Outcome<PlannedNetwork> {
  const begun = begin(wish);
  if (!begun.ok) return begun;
  const { network } = begun.value;
  const trainable = chooseTrainable(network.graph, network.blocks, wish.settings.train);
  if (!trainable.ok) return trainable;
  const rates = ratesOf(trainable.value, network.blocks, wish.settings);
  return rates.ok ? success({ ...begun.value, trainable: trainable.value, rates: rates.value }) : rates;
}

function begin({ settings, labels, base, isNetworkNamed, random }: Wish): Outcome<Begun> {
  if (base !== null && !isNetworkNamed) {
    if (base.base !== null) return continueBase(base, base.base, { settings, labels, random });
    return failure('training.weights-without-network', { file: base.name });
  }
  const network = createNetwork(settings, labels.length, random);
  if (!network.ok) return network;
  const begun = { spec: preprocessingOf(settings), heatmap: 'heatmap_features' };
  if (base === null) return success({ ...begun, network: network.value, notes: [] });
  return loadBase(network.value, base, { settings, labels });
}

/** With first values and running statistics as the settings say. */
function withSettings(network: Network, { kernelScale, statisticsMomentum }: TrainSettings): Network {
  const { graph } = network;
  const scaled = [...graph.initializers].map(([name, tensor]) => {
    if (kernelScale === 1 || tensor.dims.length < 4) return [name, tensor] as const;
    return [
      name,
      float32(
        tensor.dims,
        (tensor.data as Float32Array).map((value) => value * kernelScale),
      ),
    ] as const;
  });
  const nodes = graph.nodes.map((node) =>
    node.op === 'BatchNormalization' && statisticsMomentum !== null
      ? { ...node, attributes: { ...node.attributes, momentum: float(statisticsMomentum) } }
      : node,
  );
  return { ...network, graph: { ...graph, initializers: new Map(scaled), nodes } };
}

function createNetwork(settings: TrainSettings, labels: number, random: Random): Outcome<Network> {
  const architecture = ownEntry(networks, settings.network);
  if (architecture === undefined) {
    return failure('network.unknown', { network: settings.network, known: Object.keys(networks) });
  }
  const { size, channels, dropout, hidden, logSoftmax, hyperParameters } = settings;
  try {
    const network = architecture.create({
      labels,
      height: size,
      width: size,
      channels,
      random,
      logSoftmax,
      ...(Object.keys(hyperParameters).length > 0 && { hyperParameters }),
      ...(dropout !== null && { dropout }),
      ...(hidden !== null && { hidden }),
    });
    return success(withSettings(network, settings));
  } catch (error) {
    if (!(error instanceof ReasonError)) throw error;
    return failure('network.not-possible', { reason: error.reason }, error);
  }
}

interface Task {
  readonly settings: TrainSettings;
  readonly labels: readonly string[];
}

/** The network of the settings with the weights of another model; a head for other labels or of another form is new. */
function loadBase(network: Network, base: BaseModel, { settings, labels }: Task): Outcome<Begun> {
  const isSame = base.card !== null && isDeepStrictEqual(base.card.labels, labels);
  const weights = weightsFor(network, base);
  const whole = isSame ? loadWeights(network, weights) : null;
  const loaded = whole?.ok === true ? whole : loadWeights(network, weights, { replaceHead: true });
  if (!loaded.ok) return loaded;
  const own = preprocessingOf(settings);
  const known = base.card?.preprocessing;
  const { intensity, resize, normalisation } = known?.channels === own.channels ? known : own;
  const spec = { ...own, intensity, resize, normalisation };
  return success({
    network: loaded.value.network,
    spec,
    heatmap: 'heatmap_features',
    notes: loaded.value.notes,
  });
}

/** A graph's constants, such as the ratio of its dropout, are no weights. */
function weightsFor({ blocks }: Network, { base, weights }: BaseModel): BaseModel['weights'] {
  if (base === null) return weights;
  const known = new Set([...parametersOf(base.graph), ...runningStatisticsOf(base.graph)]);
  return new Map([...weights].filter(([name]) => known.has(name) || blockOf(name, blocks) >= 0));
}

/** The other model itself, with its preprocessing; for other labels with a new last layer. */
function continueBase(
  model: BaseModel,
  base: BaseGraph,
  { settings, labels, random }: Task & Pick<Wish, 'random'>,
): Outcome<Begun> {
  const { card, name } = model;
  const isSame = card !== null && isDeepStrictEqual(card.labels, labels);
  const graph = isSame
    ? success(base.graph)
    : replaceHead(base.graph, { logits: 'logits', labels: labels.length, random: random.fork('head') });
  if (!graph.ok) return graph;
  const { channels, height, width } = base;
  const network: Network = {
    name: card?.network.name ?? name,
    graph: graph.value,
    blocks: blocksFor(graph.value, card?.network.name),
    hyperParameters: { ...(card?.network.hyperParameters as Network['hyperParameters']), labels: labels.length },
  };
  const spec = card?.preprocessing ?? { ...preprocessingOf({ ...settings, channels }), height, width };
  const notes = isSame ? [] : [noteOf('training.new-head', { model: name, labels })];
  return success({ network, spec, heatmap: base.heatmap, notes });
}

/** As the architecture says where it is one of ours; else as the names of the parameters tell. */
function blocksFor(graph: Network['graph'], name: string | undefined): readonly Block[] {
  const derived = blocksOf(graph);
  const architecture = name === undefined ? undefined : ownEntry(networks, name);
  if (architecture === undefined) return derived;
  const { size, channels } = architecture.defaults;
  const { blocks } = architecture.create({ labels: 2, height: size, width: size, channels, random: zeros });
  const names = derived.flatMap(({ prefixes }) => prefixes);
  return names.every((each) => blockOf(each, blocks) >= 0) ? blocks : derived;
}

/** By the distance from the head, and by the patterns that match, all multiplied. */
function ratesOf(
  trainable: readonly string[],
  blocks: readonly Block[],
  { layerDecay, rates }: TrainSettings,
): Outcome<ReadonlyMap<string, number>> {
  const patterns = Object.entries(rates);
  const idle = patterns.find(([pattern]) => !trainable.some((name) => matches(name, pattern)));
  if (idle !== undefined) {
    return failure('settings.idle-rate', { pattern: idle[0] });
  }
  const rateOf = (name: string): number => {
    const place = blockOf(name, blocks);
    const distance = place < 0 ? 0 : blocks.length - 1 - place;
    const own = patterns.filter(([pattern]) => matches(name, pattern));
    return own.reduce((product, [, factor]) => product * factor, layerDecay ** distance);
  };
  return success(new Map(trainable.map((name) => [name, rateOf(name)])));
}

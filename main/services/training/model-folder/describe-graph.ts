import type { Preprocessing } from '../../../domain/models/model-card.ts';
import type { Graph } from '../../../graph/ir/graph.ts';

/** The facts about a model's use that stand in its file. */
interface ModelUse {
  readonly id: string;
  readonly version: string;
  readonly labels: readonly string[];
  readonly spec: Preprocessing;
  readonly temperature: number;
}

/** The file tells its own use, should it ever be without its card. */
export function describeGraph(graph: Graph, { id, version, labels, spec, temperature }: ModelUse): Graph {
  const metadata = {
    'overread.id': id,
    'overread.version': version,
    'overread.labels': JSON.stringify(labels),
    'overread.preprocessing': JSON.stringify(spec),
    'overread.temperature': String(temperature),
  };
  return { ...graph, metadata: new Map([...graph.metadata, ...Object.entries(metadata)]) };
}

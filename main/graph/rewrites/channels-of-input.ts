import type { Graph, Node } from '../ir/graph.ts';

/** Operators that may stand between an image and the first convolution. */
const passing = ['Identity', 'Cast', 'Clip', 'Pad', 'Add', 'Sub', 'Mul', 'Div', 'BatchNormalization', 'Resize'];

interface Layout {
  readonly channels: number;
  /** Whether the channels come last. */
  readonly isLast: boolean;
}

/** As the first convolution behind an input takes it; null where none shows. */
export function channelsOfInput({ nodes, initializers }: Graph, input: string): Layout | null {
  /** The image under other names, and whether it was turned. */
  const turned = new Map([[input, false]]);
  for (const node of nodes) {
    const image = node.inputs.find((name) => turned.has(name));
    if (image === undefined) continue;
    const isLast = turned.get(image)!;
    if (node.op === 'Conv' && node.inputs[0] === image) {
      const perGroup = initializers.get(node.inputs[1]!)?.dims[1];
      return perGroup === undefined ? null : { channels: perGroup * groupsOf(node), isLast };
    }
    if (passing.includes(node.op)) turned.set(node.outputs[0]!, isLast);
    if (node.op === 'Transpose' && isChannelsFirst(node)) turned.set(node.outputs[0]!, true);
  }
  return null;
}

function groupsOf({ attributes: { group } }: Node): number {
  return group?.kind === 'int' ? group.value : 1;
}

function isChannelsFirst({ attributes: { perm } }: Node): boolean {
  return perm?.kind === 'ints' && perm.value.join() === '0,3,1,2';
}

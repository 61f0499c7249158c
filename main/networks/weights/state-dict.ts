/** Finds the state dict in what a PyTorch file holds, which may be a whole checkpoint. */
import { isKind, type PickledDict, type StridedTensor, type Value } from './pickle-values.ts';
import { unreadable } from './unreadable-weights.ts';

/** Where training programs put it, the likelier first. */
const places = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'weights', 'params'];
/** Deeper than any checkpoint nests it. */
const DEEPEST = 4;

function tensorsIn({ entries }: PickledDict): [string, StridedTensor][] {
  return [...entries].filter(
    (entry): entry is [string, StridedTensor] => typeof entry[0] === 'string' && isKind(entry[1], 'tensor'),
  );
}

function find(value: Value | undefined, depth: number): [string, StridedTensor][] {
  if (!isKind(value, 'dict') || depth > DEEPEST) return [];
  for (const place of places) {
    const found = find(value.entries.get(place), depth + 1);
    if (found.length > 0) return found;
  }
  const own = tensorsIn(value);
  return own.length > 0 ? own : onlyDictOfTensors(value);
}

/** Under a name that nobody has met, where no other could be meant. */
function onlyDictOfTensors({ entries }: PickledDict): [string, StridedTensor][] {
  const dicts = [...entries.values()].flatMap((value) => (isKind(value, 'dict') ? [tensorsIn(value)] : []));
  const found = dicts.filter((tensors) => tensors.length > 0);
  return found.length === 1 ? found[0]! : [];
}

/** Its tensors by name. Throws `UnreadableWeights` where there are none. */
export function findStateDict(value: Value): readonly (readonly [string, StridedTensor])[] {
  const found = find(value, 0);
  if (found.length === 0) throw unreadable('weights.no-state-dict', {});
  return found;
}

/** The checks of a gate that need no score: the frozen set's audit, what the candidate has seen, its saliency check. */
import { auditSentenceOf } from '../../contract/messages/audit-sentences.ts';
import type { DatasetEntry } from '../../domain/datasets/dataset.ts';
import type { SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import { markOf } from '../../domain/saliency-checks/saliency-check.ts';
import { heatmapMethodTexts, type HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import type { GateCheck, GateSet } from '../../domain/models/promotion.ts';
import { shortHash, type SeenImages } from '../training/model-folder/seen-images.ts';

const factOf = (check: Pick<GateCheck, 'name' | 'title' | 'verdict' | 'sentence'>): GateCheck => ({
  label: null,
  value: null,
  bound: null,
  limit: null,
  ...check,
});

const partOf = ({ name, split }: GateSet): string => (split === null ? `“${name}”` : `“${name}” (${split})`);

/** Called where it is: another content ends the gate before anything is measured. */
export function frozenIsUnchanged(set: GateSet): GateCheck {
  return factOf({
    name: 'frozenUnchanged',
    title: 'Frozen set unchanged',
    verdict: 'passed',
    sentence: `${partOf(set)} holds exactly the images, labels, patients and splits that it had when the gate was set (fingerprint ${set.fingerprint.slice(0, 12)}…).`,
  });
}

export function judgeAudit({ errors, warnings, sentences }: AuditSummary): GateCheck {
  const first = sentences.find(({ severity }) => severity === 'error');
  return factOf({
    name: 'frozenAudit',
    title: 'Frozen set audited',
    verdict: errors === 0 ? 'passed' : 'failed',
    sentence:
      first === undefined
        ? `Its audit found no error${warnings === 0 ? '' : ` and ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, which the Data page shows`}.`
        : `Its audit found ${errors} ${errors === 1 ? 'error' : 'errors'}, such as: ${auditSentenceOf(first)}`,
  });
}

/** By content: none of the frozen images may be among those that the candidate learnt from or was tuned on. */
export function judgeSeen(
  card: ModelCard,
  seen: SeenImages | null,
  entries: readonly DatasetEntry[],
  set: GateSet,
): GateCheck {
  const check = { name: 'notTrainedOn', title: 'Frozen set not in its training data' } as const;
  const learntWhole = (card.training?.datasets ?? []).some(({ fingerprint }) => fingerprint === set.fingerprint);
  if (learntWhole && set.split !== 'test') {
    const sentence = 'Its card says that it was trained and tuned on this very dataset: it can’t be judged by it.';
    return factOf({ ...check, verdict: 'failed', sentence });
  }
  if (seen === null) {
    const sentence = 'Nobody here knows which images it learnt from: its folder has no list of them.';
    return factOf({ ...check, verdict: 'unknown', sentence });
  }
  const known = new Set(seen.images);
  const common = entries.filter(({ sha256 }) => sha256 !== null && known.has(shortHash(sha256))).length;
  if (common > 0) {
    const sentence = `It learnt from or was tuned on ${common} of the ${entries.length} frozen images: what it would show there is memory.`;
    return factOf({ ...check, verdict: 'failed', sentence });
  }
  if (seen.unknownFrom.length > 0) {
    const sentence = `None of the frozen images is among the ${seen.images.length} that its own training saw, but it began with ${seen.unknownFrom.join(' and ')}, whose images nobody here knows.`;
    return factOf({ ...check, verdict: 'unknown', sentence });
  }
  const sentence = `None of the ${entries.length} frozen images is among the ${seen.images.length} that it learnt from or was tuned on.`;
  return factOf({ ...check, verdict: 'passed', sentence });
}

export function judgeSaliencyCheck(checks: readonly SaliencyCheck[], method: HeatmapMethod): GateCheck {
  const { title } = heatmapMethodTexts[method];
  const mark = markOf(checks, method);
  const check = { name: 'saliencyCheck', title: `Saliency check of ${title}` } as const;
  const first = `${title}, the map that is shown first,`;
  if ('sentence' in mark) return factOf({ ...check, verdict: 'failed', sentence: `${first} failed: ${mark.sentence}` });
  if (mark.kind === 'passed') return factOf({ ...check, verdict: 'passed', sentence: `${first} passed its check.` });
  const sentence = `${first} has not been examined: start its check on the Models page.`;
  return factOf({ ...check, verdict: 'unknown', sentence });
}

/** The checks of a gate that need no score: the frozen set's audit, what the candidate has seen, its saliency check. */
import type { DatasetEntry } from '../../domain/datasets/dataset.ts';
import type { SaliencyCheck } from '../../domain/saliency-checks/saliency-check.ts';
import { markOf } from '../../domain/saliency-checks/saliency-check.ts';
import type { HeatmapMethod } from '../../domain/heatmaps/heatmap-method.ts';
import type { AuditSummary } from '../../domain/datasets/dataset.ts';
import type { ModelCard } from '../../domain/models/model-card.ts';
import type { GateCheck, GateFact, GateSet } from '../../domain/models/promotion.ts';
import { shortHash, type SeenImages } from '../training/model-folder/seen-images.ts';

type Fact = Pick<GateCheck, 'name' | 'verdict'> & { readonly fact: GateFact };

const checkOf = ({ name, verdict, fact }: Fact): GateCheck => ({
  name,
  label: null,
  value: null,
  bound: null,
  limit: null,
  verdict,
  facts: [fact],
});

/** Called where it is: another content ends the gate before anything is measured. */
export function frozenIsUnchanged({ name: set, split, fingerprint }: GateSet): GateCheck {
  const fact = { code: 'unchanged', set, split, fingerprint: fingerprint.slice(0, 12) } as const;
  return checkOf({ name: 'frozenUnchanged', verdict: 'passed', fact });
}

export function judgeAudit({ errors, warnings, sentences }: AuditSummary): GateCheck {
  const name = 'frozenAudit';
  const first = sentences.find(({ severity }) => severity === 'error');
  if (first !== undefined)
    return checkOf({ name, verdict: 'failed', fact: { code: 'auditErrors', count: errors, first } });
  const fact =
    warnings === 0 ? ({ code: 'auditClean' } as const) : ({ code: 'auditWarnings', count: warnings } as const);
  return checkOf({ name, verdict: 'passed', fact });
}

/** By content: none of the frozen images may be among those that the candidate was trained or tuned on. */
export function judgeSeen(
  card: ModelCard,
  seen: SeenImages | null,
  entries: readonly DatasetEntry[],
  set: GateSet,
): GateCheck {
  const name = 'notTrainedOn';
  const isTrainedOnSet = (card.training?.datasets ?? []).some(({ fingerprint }) => fingerprint === set.fingerprint);
  if (isTrainedOnSet && set.split !== 'test')
    return checkOf({ name, verdict: 'failed', fact: { code: 'trainedOnSet' } });
  if (seen === null) return checkOf({ name, verdict: 'unknown', fact: { code: 'imagesUnknown' } });
  const known = new Set(seen.images);
  const count = entries.filter(({ sha256 }) => sha256 !== null && known.has(shortHash(sha256))).length;
  const all = entries.length;
  if (count > 0) return checkOf({ name, verdict: 'failed', fact: { code: 'imagesCommon', count, all } });
  if (seen.unknownFrom.length > 0) {
    const fact = { code: 'startUnknown', seen: seen.images.length, start: seen.unknownFrom } as const;
    return checkOf({ name, verdict: 'unknown', fact });
  }
  return checkOf({ name, verdict: 'passed', fact: { code: 'imagesApart', all, seen: seen.images.length } });
}

export function judgeSaliencyCheck(checks: readonly SaliencyCheck[], method: HeatmapMethod): GateCheck {
  const name = 'saliencyCheck';
  const mark = markOf(checks, method);
  if ('check' in mark)
    return checkOf({ name, verdict: 'failed', fact: { code: 'checkFailed', method, check: mark.check } });
  if (mark.kind === 'passed') return checkOf({ name, verdict: 'passed', fact: { code: 'checkPassed', method } });
  return checkOf({ name, verdict: 'unknown', fact: { code: 'notChecked', method } });
}

/** Learning from reads: labels that readers agree on, what to read next, which frames are alike. */
import type { Casebook } from '../../casebook/open-casebook.ts';
import type {
  FrameSummary,
  Difference,
  LabelCount,
  ModelCount,
  ProposedFrame,
  ReadingQueue,
  SimilarFrames,
} from '../../contract/learning.ts';
import {
  acquisitionReasons,
  disagreementOf,
  proposeFrames,
  uncertaintyOf,
} from '../../domain/active-learning/active-learning.ts';
import type { FeatureVector } from '../../domain/active-learning/feature-vector.ts';
import type { InstanceId, ModelId, StudyId } from '../../domain/ids.ts';
import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { Adjudication, SettledLabel } from '../../domain/studies/read-label.ts';
import type { FramePlace } from '../../casebook/active-learning/feature-repository.ts';
import type { ScoredFrame } from '../../casebook/active-learning/read-repository.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { featureFingerprint, scoringFingerprint } from '../inference/scoring-fingerprint.ts';
import { findSimilar } from './similar-frames.ts';

export interface Learning {
  labels(): readonly LabelCount[];
  differences(): readonly Difference[];
  /** Fault: 'reads.nothing-to-decide' for a finding that nobody has read. */
  adjudicate(decision: Omit<Adjudication, 'at' | 'adjudicator'>): Outcome<SettledLabel>;
  queue(limit: number): ReadingQueue;
  /** Faults: 'reads.no-model', 'image.not-in-casebook'. */
  similar(
    place: FramePlace,
    options: { readonly model?: ModelId | undefined; readonly limit: number },
  ): Outcome<SimilarFrames>;
}

export interface LearningOptions {
  readonly casebook: Casebook;
  /** The models named; those that score new frames when none is. */
  readonly chooseModels: (ids?: readonly ModelId[]) => Outcome<readonly InstalledModel[]>;
  /** The name that decisions carry. */
  readonly reader: () => string;
  /** A case was decided anew. */
  readonly onChange: (study: StudyId) => void;
}

/** So many of the most instructive unread frames are compared with each other, and with as many that were read last. */
const MOST_COMPARED = 1000;

export function createLearning({ casebook, chooseModels, reader, onChange }: LearningOptions): Learning {
  /** Those that score new frames. */
  function inUse(): readonly InstalledModel[] {
    const chosen = chooseModels();
    return chosen.ok ? chosen.value : [];
  }
  const scoring = () => inUse().map(({ card }) => ({ scoringFingerprint: scoringFingerprint(card) }));

  function summary(instanceId: InstanceId, frameIndex: number): FrameSummary {
    const { studyId } = casebook.instances.get(instanceId)!;
    const { personId, patientName, patientId, description, studyDate, isSynthetic } = casebook.studies.get(studyId)!;
    const findings = casebook.reads.findingsOf({ instanceId, frameIndex }, scoring());
    const person = { personId, patientName, patientId };
    return { studyId, instanceId, frameIndex, ...person, description, studyDate, isSynthetic, findings };
  }
  function featuresOf(place: FramePlace, model: InstalledModel | undefined): FeatureVector | null {
    if (model === undefined) return null;
    return casebook.features.find(featureFingerprint(model.card), place) ?? null;
  }
  return {
    labels: () => countLabels(casebook.reads.settled()),
    differences() {
      const contested = casebook.reads.settled().filter(({ by }) => by === 'nobody yet' || by === 'adjudication');
      return contested
        .toSorted(
          (a, b) => Number(a.isPresent !== null) - Number(b.isPresent !== null) || lastOf(b).localeCompare(lastOf(a)),
        )
        .map((settled) => ({ ...summary(settled.instanceId, settled.frameIndex), settled }));
    },
    adjudicate(decision) {
      const { instanceId, frameIndex, label } = decision;
      const find = (): SettledLabel | undefined =>
        casebook.reads.settled(instanceId).find((one) => one.frameIndex === frameIndex && one.label === label);
      const found = find();
      if (found === undefined) return failure('reads.nothing-to-decide', {});
      casebook.reads.adjudicate({ ...decision, adjudicator: reader() });
      onChange(found.studyId);
      return success(find()!);
    },
    queue(limit) {
      const [model] = inUse();
      const unread = casebook.reads.unread(scoring());
      const instructive = mostInstructive(unread);
      const candidates = instructive.map((frame) => ({ ...frame, features: featuresOf(frame, model) }));
      const read = lastRead(casebook.reads.settled()).flatMap((place) => featuresOf(place, model) ?? []);
      const frames = proposeFrames(candidates, { read, count: limit }).map(({ index, ...acquisitionScore }) => {
        const { instanceId, frameIndex } = instructive[index]!;
        return { ...summary(instanceId, frameIndex), acquisitionScore };
      });
      return { unread: unread.length, frames: frames.toSorted((a, b) => hasNoReason(a) - hasNoReason(b)) };
    },
    similar(place, { model: wanted, limit }) {
      if (casebook.instances.get(place.instanceId) === undefined) return failure('image.not-in-casebook', {});
      const chosen = wanted === undefined ? success(inUse()) : chooseModels([wanted]);
      if (!chosen.ok) return chosen;
      const [model] = chosen.value;
      if (model === undefined) return failure('reads.no-model', {});
      return success(findSimilar(casebook, model, { place, limit, summary }));
    },
  };
}

/** Frames about which nothing stands out come last; the others keep their order. */
const hasNoReason = ({ acquisitionScore }: ProposedFrame): number =>
  Number(acquisitionReasons(acquisitionScore).length === 0);

const lastOf = ({ reads, adjudication }: SettledLabel): string => adjudication?.at ?? reads.at(-1)!.at;

/** Without regard to likeness, which is costly to compare for all. */
function mostInstructive(unread: readonly ScoredFrame[]): readonly ScoredFrame[] {
  if (unread.length <= MOST_COMPARED) return unread;
  return unread
    .map((frame) => ({ frame, score: uncertaintyOf(frame.findings) + disagreementOf(frame.findings) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_COMPARED)
    .map(({ frame }) => frame);
}

/** The frames that were read last, each once however many findings were read in it. */
function lastRead(settled: readonly SettledLabel[]): readonly FramePlace[] {
  const last = new Map<string, FramePlace>();
  for (const place of settled.toSorted((a, b) => b.reads.at(-1)!.at.localeCompare(a.reads.at(-1)!.at))) {
    if (last.size === MOST_COMPARED) break;
    const key = `${place.instanceId} ${place.frameIndex}`;
    if (!last.has(key)) last.set(key, place);
  }
  return [...last.values()];
}

function countLabels(settled: readonly SettledLabel[]): LabelCount[] {
  return [...Map.groupBy(settled, ({ label }) => label)]
    .map(([label, all]) => ({
      label,
      present: all.filter(({ isPresent }) => isPresent === true).length,
      absent: all.filter(({ isPresent }) => isPresent === false).length,
      open: all.filter(({ isPresent }) => isPresent === null).length,
      readers: [...new Set(all.flatMap(({ reads }) => reads.map(({ reader }) => reader)))].toSorted(),
      byModel: countByModel(all),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function countByModel(settled: readonly SettledLabel[]): ModelCount[] {
  const answers = settled.flatMap(({ reads, isPresent }) =>
    [...new Set(reads.map(({ model }) => model))].map((model) => ({ model, isPresent })),
  );
  return [...Map.groupBy(answers, ({ model }) => model)]
    .map(([model, all]) => ({
      model,
      present: all.filter(({ isPresent }) => isPresent === true).length,
      absent: all.filter(({ isPresent }) => isPresent === false).length,
    }))
    .toSorted((a, b) => b.present + b.absent - (a.present + a.absent));
}

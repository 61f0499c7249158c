/** The readers' answers about a finding in an image, settled into one label. */
import type { InstanceId, ModelId, StudyId } from '../ids.ts';

/** Where a finding is looked for: a frame of the casebook. */
export interface FindingPlace {
  readonly instanceId: InstanceId;
  /** From 0. */
  readonly frameIndex: number;
  readonly label: string;
}

/** One reader's word on it: the finding stands where they agreed with a positive one or disagreed with a negative one. */
export interface LabelRead extends FindingPlace {
  readonly studyId: StudyId;
  /** The model whose finding was answered to. */
  readonly model: ModelId;
  readonly reader: string;
  readonly isPresent: boolean;
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The last word where readers differ. */
export interface Adjudication extends FindingPlace {
  readonly adjudicator: string;
  readonly isPresent: boolean;
  readonly note: string;
  readonly at: string;
}

export interface SettledLabel extends FindingPlace {
  readonly studyId: StudyId;
  /** Null while readers differ and nobody has decided. */
  readonly isPresent: boolean | null;
  readonly by: 'one reader' | 'readers who agree' | 'adjudication' | 'nobody yet';
  /** The last one of each reader, oldest first. */
  readonly reads: readonly LabelRead[];
  readonly adjudication: Adjudication | null;
}

const keyOf = ({ instanceId, frameIndex, label }: FindingPlace): string => `${instanceId} ${frameIndex} ${label}`;

/**
 * One label for each place that was read, in the order of the first read. A reader who changed their mind counts with
 * their last word. An adjudication holds until somebody reads the image anew: what came after it was not weighed.
 * @param reads oldest first, adjudications too.
 */
export function settleLabels(reads: readonly LabelRead[], adjudications: readonly Adjudication[]): SettledLabel[] {
  const decisions = new Map(adjudications.map((adjudication) => [keyOf(adjudication), adjudication]));
  return [...Map.groupBy(reads, keyOf)].map(([key, all]) => {
    const last = [...new Map(all.map((read) => [read.reader, read])).values()].toSorted((a, b) =>
      a.at.localeCompare(b.at),
    );
    return settle(last, decisions.get(key));
  });
}

function settle(reads: readonly LabelRead[], decision: Adjudication | undefined): SettledLabel {
  const [first] = reads as [LabelRead, ...LabelRead[]];
  const { instanceId, frameIndex, label, studyId, isPresent } = first;
  const place = { instanceId, frameIndex, label, studyId, reads };
  if (decision !== undefined && reads.every(({ at }) => at <= decision.at)) {
    return { ...place, isPresent: decision.isPresent, by: 'adjudication', adjudication: decision };
  }
  if (reads.every((read) => read.isPresent === isPresent)) {
    return { ...place, isPresent, by: reads.length === 1 ? 'one reader' : 'readers who agree', adjudication: null };
  }
  return { ...place, isPresent: null, by: 'nobody yet', adjudication: null };
}

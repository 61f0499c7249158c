/** Cases of the casebook whose finding readers have confirmed. */
import type { ImageVerdict } from '../../../casebook/laboratory/verdict-repository.ts';
import type { ReadsSource } from '../../../domain/datasets/dataset.ts';
import { failure, success, type Outcome } from '../../../domain/outcome.ts';
import { attributesOf } from './gather-folder.ts';
import type { Gathered, GatheredEntry, OpenOptions } from './gathered.ts';
import { patientOfHeader } from './patient-of-file.ts';

/** Images without any read are no cases; those on which readers differ are none until somebody has decided. */
export function gatherReads(source: ReadsSource, { casebook }: OpenOptions): Outcome<Gathered> {
  const verdicts = casebook.verdicts.ofFinding(source).filter(({ frameIndex }) => frameIndex === 0);
  const lastOfImage = new Map(verdicts.map((verdict) => [verdict.instanceId, verdict]));
  const settled = casebook.reads
    .settled()
    .filter(({ frameIndex, label }) => frameIndex === 0 && label === source.label)
    .flatMap(({ instanceId, isPresent }) => {
      const verdict = lastOfImage.get(instanceId);
      return verdict === undefined ? [] : [{ verdict, isPresent }];
    });
  const entries = settled.flatMap(({ verdict, isPresent }) =>
    isPresent === null ? [] : [toEntry(verdict, isPresent, source.label)],
  );
  if (entries.length === 0) {
    return failure('dataset.no-reads', { label: source.label, model: source.model });
  }
  const count = settled.length - entries.length;
  return success({
    name: `Reads of ${source.label}`,
    entries,
    leftOut: count === 0 ? [] : [{ code: 'openReads', details: { count } }],
  });
}

function toEntry(verdict: ImageVerdict, isPresent: boolean, label: string): GatheredEntry {
  const { studyId, instanceId, path, sha256, labels } = verdict;
  return {
    file: `study ${studyId}, image ${instanceId}`,
    path,
    labels: [isPresent ? label : oppositeOf(label, labels)],
    patient: patientOfHeader(verdict) ?? (verdict.isStudyKnown ? `study ${studyId}` : null),
    split: null,
    contradicts: false,
    attributes: attributesOf(verdict),
    sha256,
    instanceId,
  };
}

/** The other label of a model with two. */
function oppositeOf(label: string, labels: readonly string[]): string {
  const [other, ...more] = labels.filter((each) => each !== label);
  return other !== undefined && more.length === 0 ? other : `no ${label}`;
}

import type { FramePlace } from '../../casebook/active-learning/feature-repository.ts';
import type { Casebook } from '../../casebook/open-casebook.ts';
import type { FrameSummary, SimilarFrames } from '../../contract/learning.ts';
import { cosineSimilarity } from '../../domain/active-learning/feature-vector.ts';
import { noteOf } from '../../domain/messages/note.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { InstalledModel } from '../models/installed-models.ts';
import { featureFingerprint } from '../inference/scoring-fingerprint.ts';

interface SimilarOptions {
  readonly place: FramePlace;
  readonly limit: number;
  readonly summary: (instanceId: InstanceId, frameIndex: number) => FrameSummary;
}

interface Neighbour extends FramePlace {
  readonly similarity: number;
}

/** The frames of other images whose features point most nearly the same way; all of the casebook are compared. */
export function findSimilar(
  casebook: Casebook,
  { card }: InstalledModel,
  { place, limit, summary }: SimilarOptions,
): SimilarFrames {
  const fingerprint = featureFingerprint(card);
  const own = casebook.features.find(fingerprint, place);
  if (own === undefined) {
    const reason = noteOf('similar.no-features', { model: card.title });
    return { model: card.id, searched: 0, frames: [], reason };
  }
  let searched = 0;
  let nearest: Neighbour[] = [];
  for (const { instanceId, frameIndex, vector } of casebook.features.all(fingerprint)) {
    if (instanceId === place.instanceId) continue;
    searched++;
    const similarity = cosineSimilarity(own, vector);
    if (nearest.length === limit && similarity <= nearest.at(-1)!.similarity) continue;
    nearest = [...nearest, { instanceId, frameIndex, similarity }]
      .toSorted((a, b) => b.similarity - a.similarity)
      .slice(0, limit);
  }
  const { personId } = summary(place.instanceId, place.frameIndex);
  const frames = nearest.map(({ instanceId, frameIndex, similarity }) => {
    const seen = summary(instanceId, frameIndex);
    const reads = casebook.reads.settled(instanceId).filter((settled) => settled.frameIndex === frameIndex);
    const isSamePatient = seen.personId === personId;
    return { ...seen, similarity, isSamePatient, reads };
  });
  return { model: card.id, searched, frames, reason: null };
}

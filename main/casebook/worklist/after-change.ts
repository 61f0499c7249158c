/** A line after a change of one image, without a look at the others: a study of 3,000 images is imported in linear time. */
import { z } from 'zod';
import { instanceId, modelId, predictionId } from '../../domain/ids.ts';
import type { Finding } from '../../domain/studies/study.ts';
import type { NewAuditEntry } from '../audit-trail/audit-repository.ts';
import type { Reads } from '../database/database.ts';
import { predictionsOfFrame } from '../studies/prediction-repository.ts';
import { latestRefusal } from '../studies/refusal-repository.ts';
import { nameOfFile, type ImagesOfLine } from './images-of-line.ts';

/** As the audit log tells it. */
export type LineChange = Pick<NewAuditEntry, 'action' | 'details'>;

const frameOfModel = z.object({ instance: instanceId, frameIndex: z.number(), model: modelId });
const madePrediction = frameOfModel.extend({ prediction: predictionId });
const foundAgain = z.object({ instance: instanceId });

const isOf = (a: Finding, b: Finding): boolean => a.model === b.model && a.label === b.label;

/** True when none of them reaches what the line has of its model and label. */
const areBelow = (findings: readonly Finding[], line: ImagesOfLine): boolean =>
  findings.every((one) => one.probability < (line.findings.find((known) => isOf(known, one))?.probability ?? -1));

function withFindings(
  line: ImagesOfLine,
  findings: readonly Finding[],
  instance: ImagesOfLine['keyInstanceId'],
): ImagesOfLine {
  return findings.reduce<ImagesOfLine>((sum, finding) => {
    const known = sum.findings.find((one) => isOf(one, finding));
    const isHigher = finding.probability > (known?.probability ?? -1);
    const others =
      known === undefined ? [...sum.findings, finding] : sum.findings.with(sum.findings.indexOf(known), finding);
    const isKey = finding.probability > (sum.probability ?? -1);
    return {
      ...sum,
      findings: isHigher ? others : sum.findings,
      ...(isKey ? { probability: finding.probability, keyInstanceId: instance } : {}),
    };
  }, line);
}

function afterPrediction(db: Reads, line: ImagesOfLine, details: unknown): ImagesOfLine | null {
  const { prediction, instance, frameIndex, model } = madePrediction.parse(details);
  const ofFrame = predictionsOfFrame(db, { instanceId: instance, frameIndex, model });
  const [added, before] = [ofFrame.at(-1), ofFrame.at(-2)];
  if (added?.id !== prediction || added.findings.length === 0) return null;
  // In place of an earlier one, which may have been the highest.
  if (before !== undefined) return areBelow([...before.findings, ...added.findings], line) ? line : null;
  return { ...withFindings(line, added.findings, instance), refusal: null };
}

function afterRefusal(db: Reads, line: ImagesOfLine, details: unknown): ImagesOfLine | null {
  const { instance, frameIndex, model } = frameOfModel.parse(details);
  const before = predictionsOfFrame(db, { instanceId: instance, frameIndex, model });
  // An answer of its own counts no more, which may have been the highest.
  if (before.length > 0) return null;
  if (line.findings.length > 0) return line;
  const latest = latestRefusal(db);
  const isThis = latest?.instanceId === instance && latest.frameIndex === frameIndex && latest.model === model;
  return isThis ? { ...line, refusal: latest.fault } : null;
}

function afterCopy(db: Reads, line: ImagesOfLine, details: unknown): ImagesOfLine {
  const { instance } = foundAgain.parse(details);
  const paths = db.all<{ path: string }>('SELECT path FROM copies WHERE instance = @instance', { instance });
  return { ...line, names: [...new Set([...line.names, ...paths.map(({ path }) => nameOfFile(path))])] };
}

/** Null: the change can't be followed, and all images have to be read. */
export function afterChange(db: Reads, line: ImagesOfLine, { action, details }: LineChange): ImagesOfLine | null {
  switch (action) {
    case 'image.imported':
      return { ...line, instanceCount: line.instanceCount + 1 };
    case 'prediction.made':
      return afterPrediction(db, line, details);
    case 'prediction.refused':
      return afterRefusal(db, line, details);
    case 'image.foundAgain':
      return afterCopy(db, line, details);
    default:
      return null;
  }
}

import type { Acceptance } from '../../domain/acceptance/acceptance.ts';
import { usualAcceptance } from '../../domain/acceptance/usual-acceptance.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { judgeHeader, type Judgement } from './judge-header.ts';
import { refusePicture } from './judge-picture.ts';

/** Whether a model that accepts these may score the frame: by what its file says, then by its pixels. */
export function judgeImage(frame: Frame, header: ImageHeader, acceptance: Acceptance = usualAcceptance): Judgement {
  const judgement = judgeHeader(frame, header, acceptance);
  if (judgement.fault !== null) return judgement;
  const fault = refusePicture(frame, acceptance);
  return fault === null ? judgement : { fault, flags: [] };
}

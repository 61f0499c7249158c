import { faultOf, type Fault } from '../../domain/faults/fault.ts';
import { ruleFor, type Acceptance, type ScoreFlag, type StatedFact } from '../../domain/acceptance/acceptance.ts';
import { radiographs } from '../../domain/acceptance/usual-acceptance.ts';
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import type { ImageHeader } from '../../domain/studies/image-header.ts';
import { ageAtStudy } from '../../domain/studies/patient-age.ts';
import { statedBodyParts } from './stated-body-parts.ts';
import { statedView } from './stated-view.ts';

/** "Other" and "secondary capture": what converters write for a JPEG; they tell nothing of the picture. */
const unstatedModalities = ['OT', 'SC'];

/** A header's word against an image: a reason to refuse it, that it does not say enough, or nothing. */
type Statement = Fault | 'unstated' | null;

type Judge = (header: ImageHeader, acceptance: Acceptance, frame: FrameMetadata) => Statement;

const judges: Readonly<Record<StatedFact, Judge>> = {
  modality({ modality: stated }, { modalities: accepted = radiographs }) {
    const modality = (stated ?? '').trim().toUpperCase();
    if (accepted.includes(modality)) return null;
    if (modality === '' || unstatedModalities.includes(modality)) return 'unstated';
    return faultOf('unsuitable.modality', { modality: word(modality), accepted });
  },
  bodyPart({ bodyPart }, { bodyParts }) {
    if (bodyParts === undefined) return null;
    const stated = statedBodyParts(bodyPart ?? '');
    if (stated.length === 0) return 'unstated';
    const isAccepted = stated.some((part) => part !== 'phantom' && bodyParts.includes(part));
    return isAccepted ? null : faultOf('unsuitable.body-part', { bodyPart: word(bodyPart!), accepted: bodyParts });
  },
  view(header, { views }, frame) {
    if (views === undefined) return null;
    const view = statedView(frame, header);
    if (view === null) return 'unstated';
    return views.includes(view) ? null : faultOf(`unsuitable.${view}`, { accepted: views });
  },
  age(header, { age }) {
    if (age === undefined) return null;
    const years = ageAtStudy(header);
    if (years === null) return 'unstated';
    const { from = 0, below = Infinity } = age;
    return years >= from && years < below ? null : faultOf('unsuitable.age', { years, accepted: age });
  },
  sex({ patientSex }, { sex }) {
    if (sex === undefined) return null;
    const stated = (patientSex ?? '').trim().toUpperCase();
    if (stated !== 'F' && stated !== 'M') return 'unstated';
    return stated === sex ? null : faultOf('unsuitable.sex', { accepted: sex });
  },
};

const flags: Readonly<Record<StatedFact, ScoreFlag>> = {
  modality: 'modality-unknown',
  bodyPart: 'body-part-unknown',
  view: 'view-unknown',
  age: 'age-unknown',
  sex: 'sex-unknown',
};

export interface Judgement {
  /** Why the model must not score the image. */
  readonly fault: Fault | null;
  /** The doubts where it may. */
  readonly flags: readonly ScoreFlag[];
}

/** An image by what its file says of it. */
export function judgeHeader(frame: FrameMetadata, header: ImageHeader, acceptance: Acceptance): Judgement {
  const doubts: ScoreFlag[] = [];
  for (const fact of Object.keys(judges) as StatedFact[]) {
    const statement = judges[fact](header, acceptance, frame);
    if (statement === null) continue;
    if (statement !== 'unstated') return { fault: statement, flags: [] };
    const rule = ruleFor(fact, acceptance);
    if (rule === 'refuse') return { fault: faultOf('unsuitable.unstated', { fact }), flags: [] };
    if (rule === 'flag') doubts.push(flags[fact]);
  }
  return { fault: null, flags: doubts };
}

/** Fit for a sentence: what a header says may be anything. */
function word(value: string): string {
  return value.replaceAll(/[^\w -]/g, '').slice(0, 24);
}

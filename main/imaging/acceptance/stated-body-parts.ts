import { bodyParts, type BodyPart } from '../../domain/acceptance/acceptance.ts';

/**
 * How words for parts of the body begin (PS3.16 annex L and what hospitals write), without accents. Only these prove
 * anything: an unknown word may be a hospital's own for any part. Chest words count anywhere in a word, as in HEMITHORAX.
 */
const words: Readonly<Record<BodyPart, RegExp>> = {
  chest: /CHEST|THORA|TORA|LUNG|PULM|RIB|BRUST|PECHO|POUMON|HEART|BREATH/,
  abdomen: beginning(
    'ABD(?:O|$|[^A-Z])|PELVI|BLADDER|KIDNEY|COLON|BOWEL|KUB(?:$|[^A-Z])|STOMACH|LIVER|UROG|UTER|PROSTATE|PANCREAS|SPLEEN|RECTUM|GALLBL|BECKEN|BASSIN',
  ),
  head: beginning(
    'HEAD|SKULL|CRANI|CRANEO|BRAIN|FACE|FACIAL|ORBIT|SINUS|NASAL|NOSE|JAW|MANDIB|MAXILL|TEETH|TOOTH|DENT|EAR(?:$|[^A-Z])|TMJ|EYE|KOPF|SCHADEL',
  ),
  'neck and spine': beginning('NECK|THYROID|LARYN|PHARYN|[CTLS]?-?SPINE|CERVIC|LUMB|SACR|COCCY|VERTEB|WIRBEL|COLUMNA'),
  arm: beginning(
    'SHOULDER|CLAVIC|SCAPUL|HUMER|ELBOW|FOREARM|WRIST|HANDS?(?:$|[^A-Z])|FINGER|THUMB|ARM(?:$|[^A-Z])|RADIUS|ULNA|CARPAL|UP_?EXM|EXTREMIT|LIMB|SCHULTER|ELLENBOGEN|EPAULE|MANO',
  ),
  leg: beginning(
    'HIPS?(?:$|[^A-Z])|FEMUR|THIGH|KNEE|PATELL|LEGS?(?:$|[^A-Z])|TIBIA|FIBULA|ANKLE|FOOT|FEET|TOES?(?:$|[^A-Z])|CALCAN|HEEL|TARSAL|LOW_?EXM|EXTREMIT|LIMB|KNIE|FUSS|HUFT|GENOU|CHEVILLE|RODILLA|CADERA',
  ),
  breast: beginning('BREAST|MAMM'),
};

/** No part of anybody. */
const phantom = beginning('PHANTOM');

function beginning(stems: string): RegExp {
  return new RegExp(`(^|[^A-Z])(${stems})`);
}

/** The parts that the words name, `phantom` among them; none where no word is known. */
export function statedBodyParts(stated: string): readonly (BodyPart | 'phantom')[] {
  const plain = stated.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const parts: (BodyPart | 'phantom')[] = bodyParts.filter((part) => words[part].test(plain));
  return phantom.test(plain) ? [...parts, 'phantom'] : parts;
}

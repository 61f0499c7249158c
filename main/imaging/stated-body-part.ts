/** Chest words leave the chest possible, whatever stands beside them. */
const chest = /CHEST|THORA|TORA|LUNG|PULM|RIB|BRUST|PECHO|POUMON|HEART|BREATH/;

/**
 * How words for other parts begin (PS3.16 annex L and what hospitals write), without accents. Only these prove anything: an
 * unknown word may be a hospital's own for the chest.
 */
const others = new RegExp(
  `(^|[^A-Z])(${[
    'ABD(?:O|$|[^A-Z])|PELVI|HIPS?(?:$|[^A-Z])|BLADDER|KIDNEY|COLON|BOWEL|KUB(?:$|[^A-Z])|STOMACH|LIVER|UROG|UTER|PROSTATE|PANCREAS|SPLEEN|RECTUM|GALLBL',
    'HEAD|SKULL|CRANI|BRAIN|FACE|FACIAL|ORBIT|SINUS|NASAL|NOSE|JAW|MANDIB|MAXILL|TEETH|TOOTH|DENT|EAR(?:$|[^A-Z])|TMJ|EYE',
    'NECK|THYROID|LARYN|PHARYN|[CTLS]?-?SPINE|CERVIC|LUMB|SACR|COCCY|VERTEB',
    'SHOULDER|CLAVIC|SCAPUL|HUMER|ELBOW|FOREARM|WRIST|HANDS?(?:$|[^A-Z])|FINGER|THUMB|ARM(?:$|[^A-Z])|RADIUS|ULNA|CARPAL',
    'FEMUR|THIGH|KNEE|PATELL|LEGS?(?:$|[^A-Z])|TIBIA|FIBULA|ANKLE|FOOT|FEET|TOES?(?:$|[^A-Z])|CALCAN|HEEL|TARSAL',
    'EXTREMIT|LIMB|UP_?EXM|LOW_?EXM|BREAST|MAMM|PHANTOM',
    'KOPF|SCHADEL|KNIE|FUSS|BECKEN|HUFT|SCHULTER|WIRBEL|ELLENBOGEN|FINGER|GENOU|BASSIN|EPAULE|CHEVILLE|RODILLA|CADERA|CRANEO|COLUMNA|MANO',
  ].join('|')})`,
);

/** Whether the words name a part of the body, and it is not the chest. */
export function isOtherBodyPart(bodyPart: string): boolean {
  const plain = bodyPart.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
  return others.test(plain) && !chest.test(plain);
}

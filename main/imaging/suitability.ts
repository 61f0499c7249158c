import type { Frame } from '../domain/frame.ts';
import type { Fault } from '../domain/outcome.ts';
import { toDisplay } from './display.ts';
import { resize } from './grey-image.ts';
import type { ImageHeader } from './image-file.ts';

/** Computed and digital radiography, and digitised films (PS3.3 C.7.3.1.1.1); DR was used before DX. */
const radiographs = ['CR', 'DX', 'DR', 'RG'];

const modalityNames: Readonly<Record<string, string>> = {
  CT: 'a CT image',
  MR: 'an MR image',
  US: 'an ultrasound image',
  MG: 'a mammogram',
  NM: 'a nuclear medicine image',
  PT: 'a PET image',
  XA: 'an angiogram',
  RF: 'a fluoroscopy image',
  OT: 'an image of no stated kind (modality OT)',
  SC: 'a secondary capture',
  IO: 'a dental radiograph',
  PX: 'a dental radiograph',
};

const chestWords = /CHEST|THORA|TORA|LUNG|PULM|RIB|BRUST|PECHO|POUMON|HEART|BREATH/i;
const lateral = /^(LL|RL|LAT|LATERAL|LM|ML|L LAT|R LAT)$/i;
const oblique = /^(RAO|LAO|RPO|LPO|RLO|LLO|OBL|OBLIQUE)$/i;

/** Reduced to this size, noise and lettering no longer count. */
const glance = 64;

/**
 * Why the models must not score this frame, or null. They answer for frontal chest radiographs only, and would give
 * a confident number for anything.
 */
export function refuseUnsuitable(frame: Frame, header: ImageHeader): Fault | null {
  return unsuitableHeader(frame, header) ?? unsuitableShape(frame) ?? unsuitablePicture(frame);
}

function refusal(code: string, reason: string): Fault {
  return { code: `unsuitable.${code}`, userMessage: `Not scored: ${reason}` };
}

function unsuitableHeader(frame: Frame, header: ImageHeader): Fault | null {
  const { modality, bodyPart } = header;
  if (modality !== null && !radiographs.includes(modality)) {
    const kind = modalityNames[modality] ?? `an image of modality ${word(modality)}`;
    return refusal('modality', `this is ${kind}; the models read chest radiographs only.`);
  }
  if (bodyPart !== null && !chestWords.test(bodyPart)) {
    return refusal('body-part', `the body part is ${word(bodyPart)}; the models read chest radiographs only.`);
  }
  const view = header.viewPosition ?? frame.viewPosition ?? '';
  if (lateral.test(view)) return refusal('lateral', 'this is a lateral view; the models read frontal views only.');
  if (oblique.test(view)) return refusal('oblique', 'this is an oblique view; the models read frontal views only.');
  return null;
}

/** Fit for a sentence: what a header says may be anything. */
function word(value: string): string {
  return value.replaceAll(/[^\w -]/g, '').slice(0, 24);
}

function unsuitableShape({ rows, columns }: Frame): Fault | null {
  const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
  if (short < 64)
    return refusal('small', `the image has only ${columns} × ${rows} pixels; the models need at least 64 a side.`);
  if (long > 2.5 * short)
    return refusal('shape', 'the image is a narrow strip; the models need a whole chest radiograph.');
  return null;
}

function unsuitablePicture(frame: Frame): Fault | null {
  if (colouredShare(frame) > 0.1) {
    return refusal('colour', 'the image is in colour; a radiograph is grey. Choose the original image.');
  }
  const whole = { width: frame.columns, height: frame.rows, values: toDisplay(frame) };
  const tones = resize(whole, glance, glance).values.toSorted();
  const at = (share: number): number => tones[Math.round(share * (tones.length - 1))]!;
  if (at(0.98) - at(0.02) < 0.08) return refusal('contrast', 'the image shows next to nothing; it has no contrast.');
  const sharp = whole.values;
  if (extremeShare(sharp) > 0.9) {
    return refusal('drawing', 'the image is almost only black and white, like a drawing or a page of text.');
  }
  return null;
}

/** Share of the pixels whose red, green and blue differ by more than a tenth of the range. */
function colouredShare({ samplesPerPixel, pixels, bitsStored }: Frame): number {
  if (samplesPerPixel === 1) return 0;
  const limit = 0.1 * 2 ** bitsStored;
  let coloured = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > limit) coloured++;
  }
  return coloured / (pixels.length / 3);
}

/** Share of the pixels that are nearly black or nearly white. */
function extremeShare(values: Float32Array): number {
  let extreme = 0;
  for (const value of values) if (value < 0.04 || value > 0.96) extreme++;
  return extreme / values.length;
}

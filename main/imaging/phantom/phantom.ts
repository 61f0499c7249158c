import { unstatedMetadata, type Frame } from '../../domain/studies/frame.ts';
import { createRandom, type Random } from '../../domain/statistics/random.ts';
import { drawStomachBubble, drawVessels } from './airways.ts';
import { drawAnatomy } from './anatomy.ts';
import { drawBones } from './bones.ts';
import { expose, type Exposed } from './exposure.ts';
import { drawMarker } from './marker.ts';
import { plantOpacities, type Opacity } from './opacities.ts';
import type { Plane } from './plane.ts';
import { createNoiseField } from './noise-field.ts';
import { drawTrunk, softTissue, type Trunk } from './soft-tissue.ts';

export type { Opacity } from './opacities.ts';

export interface PhantomOptions {
  readonly seed: number | string;
  readonly label: 'NORMAL' | 'PNEUMONIA';
  /** Width in pixels; the height follows from the field of view, 72 to 90 % of it. */
  readonly size: number;
}

export interface Phantom {
  readonly frame: Frame;
  /** rows × columns, 1 inside the planted opacities. */
  readonly mask: Uint8Array;
  /** rows × columns, 1 where the beam goes through enough lung to be seen: not behind heart and diaphragm. */
  readonly lungs: Uint8Array;
  readonly label: 'NORMAL' | 'PNEUMONIA';
  /** None in a normal phantom. */
  readonly opacities: readonly Opacity[];
}

/** Millimetres a thorax unit. */
const unitMm = 90;

/**
 * A made-up chest radiograph of a small child, anterior-posterior: an analytic thorax, the line integrals of its
 * attenuation, then exposure, scatter, noise and processing. The same options give the same pixels. The label
 * changes nothing but the opacities: one seed gives the same child healthy and ill.
 */
export function createPhantom({ seed, label, size }: PhantomOptions): Phantom {
  const random = createRandom(`phantom/${seed}`);
  const plane = placePatient(size, random.fork('position'));
  const anatomy = drawAnatomy(random.fork('anatomy'));
  const trunk = drawTrunk(plane, anatomy);
  const vessels = new Float32Array(trunk.lung.length);
  drawVessels(vessels, plane, anatomy, random.fork('vessels'));
  addMarkings(trunk, vessels, plane, random.fork('markings'));
  const planted =
    label === 'PNEUMONIA'
      ? plantOpacities(plane, trunk, random.fork('opacities'))
      : { mask: new Uint8Array(trunk.lung.length), opacities: [] };
  drawStomachBubble(trunk.attenuation, plane, anatomy);
  drawBones(trunk.attenuation, plane, anatomy, random.fork('bones'));
  drawMarker(trunk.attenuation, plane, random.fork('marker'));
  const exposed = expose(trunk.attenuation, plane, random.fork('exposure'));
  return { frame: toFrame(exposed, plane), lungs: lungFields(trunk), label, ...planted };
}

/** Below this share of its greatest depth, lung is hidden by what lies before and behind it. */
const visibleShare = 0.25;

function lungFields({ lung }: Trunk): Uint8Array {
  const deepest = lung.reduce((most, depth) => Math.max(most, depth), 0);
  return Uint8Array.from(lung, (depth) => (depth > visibleShare * deepest ? 1 : 0));
}

function placePatient(columns: number, random: Random): Plane {
  const rows = Math.round(columns * random.uniform(0.72, 0.9));
  const scale = columns / random.uniform(2.45, 2.95);
  const angle = (random.uniform(-4, 4) * Math.PI) / 180;
  return {
    columns,
    rows,
    scale,
    centreX: columns / 2 + random.uniform(-0.08, 0.08) * scale,
    centreY: rows * 0.53 + random.uniform(-0.05, 0.08) * scale,
    cos: Math.cos(angle),
    sin: Math.sin(angle),
  };
}

/** Vessels show where lung surrounds them; the rest of the lung is a fine-grained veil. */
function addMarkings({ attenuation, lung }: Trunk, vessels: Float32Array, plane: Plane, random: Random): void {
  const veil = createNoiseField(random);
  const step = 1 / plane.scale;
  for (let i = 0; i < lung.length; i++) {
    if (lung[i] === 0) {
      // Trachea and main bronchi lie in the mediastinum; only they lower the attenuation.
      if (vessels[i]! < 0) attenuation[i]! += vessels[i]!;
      continue;
    }
    const [x, y] = [(i % plane.columns) * step, Math.floor(i / plane.columns) * step];
    const grain = 0.6 * veil(11 * x, 11 * y) + 0.5 * veil(29 * x, 29 * y + 7) + 0.3 * veil(61 * x, 61 * y);
    attenuation[i]! += Math.min(1, 1.6 * lung[i]!) * (Math.max(0, vessels[i]!) + 0.045 * softTissue * grain);
  }
}

function toFrame({ pixels, window }: Exposed, { columns, rows, scale }: Plane): Frame {
  const pixelMm = Math.round((unitMm / scale) * 10_000) / 10_000;
  const voi = { ...window, function: 'LINEAR' } as const;
  return {
    ...unstatedMetadata,
    rows,
    columns,
    samplesPerPixel: 1,
    pixels,
    bitsStored: 12,
    photometric: 'MONOCHROME2',
    rescaleType: 'US',
    voi,
    windows: [{ ...voi, explanation: null }],
    presentationLutShape: 'IDENTITY',
    spacing: { rowMm: pixelMm, columnMm: pixelMm, source: 'ImagerPixelSpacing', calibration: null },
    viewPosition: 'AP',
    patientOrientation: ['L', 'F'],
    lossy: { flag: '00', ratios: [], methods: [] },
  };
}

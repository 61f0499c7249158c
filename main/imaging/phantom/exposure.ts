import { createRandom, type Random } from '../../domain/statistics/random.ts';
import { resize } from '../grey-image/grey-image.ts';
import type { Plane } from './plane.ts';

/** Standard normal numbers, drawn once; a normal number a pixel would take longer than the whole picture. */
const normals = ((random) => new Float32Array(0x10000).map(() => random.normal()))(createRandom('phantom/noise'));

export interface Exposed {
  /** 12 bits, white where much is absorbed. */
  readonly pixels: Uint16Array;
  readonly window: { readonly center: number; readonly width: number };
}

/** Line integrals of the attenuation → the picture that a computed-radiography plate and its software give. */
export function expose(attenuation: Float32Array, plane: Plane, random: Random): Exposed {
  const transmitted = attenuation.map((integral) => Math.exp(-integral));
  addScatter(transmitted, plane, random.uniform(0.08, 0.16));
  addQuantumNoise(transmitted, random.uniform(0.006, 0.014) * Math.min(1.2, plane.columns / 1024), random);
  const density = transmitted.map((share) => -Math.log(Math.max(1e-4, share)));
  enhance(density, plane, random.uniform(0.25, 0.5));
  return quantise(density, random);
}

/** Blurred over about `reach` thorax units: reduced and enlarged again. */
function blurred(values: Float32Array, plane: Plane, reach: number): Float32Array {
  const { columns: width, rows: height } = plane;
  const factor = reach * plane.scale;
  const small = resize({ width, height, values }, Math.ceil(width / factor), Math.ceil(height / factor));
  return resize(small, width, height).values;
}

/** Compton scatter veils everything with a smooth copy of what passes. */
function addScatter(transmitted: Float32Array, plane: Plane, share: number): void {
  const veil = blurred(transmitted, plane, 0.3);
  for (let i = 0; i < veil.length; i++) transmitted[i] = (1 - share) * transmitted[i]! + share * veil[i]!;
}

/** Poisson noise of the quanta, a little smeared by the plate. */
function addQuantumNoise(transmitted: Float32Array, sigma: number, random: Random): void {
  let offset = random.integer(normals.length);
  for (let i = 0; i < transmitted.length; i++) {
    if (i % 4096 === 0) offset = random.integer(normals.length);
    const noise = 0.6 * (normals[(offset + i) & 0xffff]! + normals[(offset + i + 1) & 0xffff]!);
    transmitted[i]! += sigma * noise * Math.sqrt(transmitted[i]!);
  }
}

/** The local contrast enhancement that every digital radiograph goes through. */
function enhance(density: Float32Array, plane: Plane, gain: number): void {
  const base = blurred(density, plane, 0.2);
  for (let i = 0; i < base.length; i++) density[i]! += gain * (density[i]! - base[i]!);
}

function quantise(density: Float32Array, random: Random): Exposed {
  const offset = random.uniform(150, 400);
  const gain = random.uniform(850, 1050);
  const pixels = new Uint16Array(density.length);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.min(4095, Math.max(0, Math.round(offset + gain * density[i]!)));
  const sample = pixels.filter((_, i) => i % 7 === 0).sort();
  const at = (share: number): number => sample[Math.floor(share * (sample.length - 1))]!;
  const low = Math.max(at(0.01), at(0.2) - 1400) + random.uniform(0, 200);
  const high = at(0.993) + random.uniform(0, 150);
  return { pixels, window: { center: Math.round((low + high) / 2), width: Math.round(high - low) } };
}

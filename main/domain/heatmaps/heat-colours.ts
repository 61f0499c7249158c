/** A colour of the heatmap: red, green, blue and opacity, each 0…255. */
export type HeatColour = readonly [red: number, green: number, blue: number, alpha: number];

const steps = 256;

/**
 * Violet over red to yellow. Even steps of lightness in OKLCH (Ottosson 2020), so equal differences of the map look
 * equally large, in colour, in grey and to the colour-blind. Opacity grows with the value: zero shows the image alone.
 */
const table: readonly HeatColour[] = Array.from({ length: steps }, (_, i) => {
  const t = i / (steps - 1);
  const hue = ((300 + 165 * t) * Math.PI) / 180;
  const chroma = 0.12 + 0.1 * Math.sin(Math.PI * t);
  const [red, green, blue] = fromOklab(0.38 + 0.52 * t, chroma * Math.cos(hue), chroma * Math.sin(hue));
  return [red, green, blue, Math.round(200 * t)];
});

/** The colour of a heatmap value, 0 (transparent) … 1. */
export function heatColour(value: number): HeatColour {
  return table[Math.round(Math.min(1, Math.max(0, value)) * (steps - 1))]!;
}

/** OKLab → 8-bit sRGB, clipped to the gamut. */
function fromOklab(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** IEC 61966-2-1. */
function encoded(linear: number): number {
  const inside = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055));
}

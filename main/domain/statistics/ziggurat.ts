/** Where 128 layers of equal area lie under half of the normal density; the lowest holds the tail. */
const LAYERS = 128;
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;

const density = (x: number): number => Math.exp(-0.5 * x * x);

const edges = new Float64Array(LAYERS + 1);
edges[0] = AREA / density(TAIL);
edges[1] = TAIL;
for (let i = 2; i < LAYERS; i++) edges[i] = Math.sqrt(-2 * Math.log(AREA / edges[i - 1]! + density(edges[i - 1]!)));
/** Below this share of its width, a layer lies wholly under the density. */
const inner = Float64Array.from({ length: LAYERS }, (_, i) => edges[i + 1]! / edges[i]!);

/** Beyond the last edge (Marsaglia 1964). */
function tail(uniform: () => number): number {
  for (;;) {
    const x = -Math.log(1 - uniform()) / TAIL;
    if (-2 * Math.log(1 - uniform()) > x * x) return TAIL + x;
  }
}

/**
 * A standard normal number by the ziggurat of Marsaglia & Tsang (2000) as Doornik (2005) corrects it, with 25 bits of
 * precision: for the many initial parameters of a network, where logarithms and cosines would take most of a minute.
 * `bits` gives 32 random bits as an unsigned integer, `uniform` a number in [0, 1).
 */
export function zigguratNormal(bits: () => number, uniform: () => number): number {
  for (;;) {
    const drawn = bits();
    const layer = drawn & (LAYERS - 1);
    const share = ((drawn >>> 7) + 0.5) / 2 ** 24 - 1;
    const x = share * edges[layer]!;
    if (Math.abs(share) < inner[layer]!) return x;
    if (layer === 0) return share < 0 ? -tail(uniform) : tail(uniform);
    const outer = Math.exp(-0.5 * (edges[layer]! ** 2 - x * x));
    const within = Math.exp(-0.5 * (edges[layer + 1]! ** 2 - x * x));
    if (within + uniform() * (outer - within) < 1) return x;
  }
}

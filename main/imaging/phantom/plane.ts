/**
 * The detector and where the patient lies on it. Anatomy is drawn in thorax units: 1 is half the inner width of the
 * rib cage, the origin its centre, x to the right of the picture (the patient's left), y down.
 */
export interface Plane {
  readonly columns: number;
  readonly rows: number;
  /** Pixels a thorax unit. */
  readonly scale: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly cos: number;
  readonly sin: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function toPixel(plane: Plane, { x, y }: Point): Point {
  return {
    x: plane.centreX + plane.scale * (plane.cos * x - plane.sin * y),
    y: plane.centreY + plane.scale * (plane.sin * x + plane.cos * y),
  };
}

/** The place in the patient behind a pixel. */
export function toAnatomy(plane: Plane, column: number, row: number): Point {
  const dx = (column + 0.5 - plane.centreX) / plane.scale;
  const dy = (row + 0.5 - plane.centreY) / plane.scale;
  return { x: plane.cos * dx + plane.sin * dy, y: plane.cos * dy - plane.sin * dx };
}

/** A place on a tube's axis, its radius there and how much of the amount it carries. */
export interface Node extends Point {
  readonly radius: number;
  readonly gain: number;
}

/**
 * The thickness that the beam meets at `distance` (in radii) from the axis, 1 at the axis of a solid tube. Hollow like
 * a long bone: a cortex of 28 % around marrow, which gives a rib its two bright rims.
 */
const profiles = {
  solid: (square: number) => Math.sqrt(1 - square),
  hollow: (square: number) => Math.sqrt(1 - square) - 0.62 * Math.sqrt(Math.max(0, 1 - square / 0.52)),
  flat: (square: number) => Math.min(1, 4 * (1 - square)),
};

/** Adds a tube along the nodes to the map, `amount` where its profile is 1. Joints do not add up twice. */
export function drawTube(
  map: Float32Array,
  plane: Plane,
  nodes: readonly Node[],
  amount: number,
  profile: keyof typeof profiles,
): void {
  const points = nodes.map((node) => ({
    ...toPixel(plane, node),
    radius: Math.max(0.6, node.radius * plane.scale),
    gain: node.gain,
  }));
  const reach = Math.max(...points.map((point) => point.radius)) + 1;
  const left = Math.max(0, Math.floor(Math.min(...points.map((point) => point.x)) - reach));
  const right = Math.min(plane.columns - 1, Math.ceil(Math.max(...points.map((point) => point.x)) + reach));
  const top = Math.max(0, Math.floor(Math.min(...points.map((point) => point.y)) - reach));
  const bottom = Math.min(plane.rows - 1, Math.ceil(Math.max(...points.map((point) => point.y)) + reach));
  if (left > right || top > bottom) return;
  const width = right - left + 1;
  const squares = new Float32Array(width * (bottom - top + 1)).fill(1);
  const gains = new Float32Array(squares.length);
  for (let i = 1; i < points.length; i++) nearest(squares, gains, left, top, width, points[i - 1]!, points[i]!);
  const thickness = profiles[profile];
  for (let i = 0; i < squares.length; i++) {
    if (squares[i]! >= 1) continue;
    const at = (top + Math.floor(i / width)) * plane.columns + left + (i % width);
    map[at]! += amount * gains[i]! * thickness(squares[i]!);
  }
}

/** Lowers `squares` (distance over radius, squared) to this segment's, and notes its gain where it is the nearest. */
function nearest(
  squares: Float32Array,
  gains: Float32Array,
  left: number,
  top: number,
  width: number,
  a: Node,
  b: Node,
) {
  const reach = Math.max(a.radius, b.radius);
  const height = squares.length / width;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.max(1e-9, dx * dx + dy * dy);
  const fromX = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach) - left);
  const toX = Math.min(width - 1, Math.ceil(Math.max(a.x, b.x) + reach) - left);
  const fromY = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach) - top);
  const toY = Math.min(height - 1, Math.ceil(Math.max(a.y, b.y) + reach) - top);
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const [px, py] = [x + left + 0.5 - a.x, y + top + 0.5 - a.y];
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const [ox, oy] = [px - along * dx, py - along * dy];
      const radius = a.radius + along * (b.radius - a.radius);
      const square = (ox * ox + oy * oy) / (radius * radius);
      const at = y * width + x;
      if (square >= squares[at]!) continue;
      squares[at] = square;
      gains[at] = a.gain + along * (b.gain - a.gain);
    }
  }
}

/** Points on a cubic Bézier curve, both ends included. */
export function bezier(a: Point, b: Point, c: Point, d: Point, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1);
    const s = 1 - t;
    const mix = (p: number, q: number, r: number, u: number): number =>
      s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
    return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
  });
}

import type { Random } from '../../domain/statistics/random.ts';

/** One imagined child, in thorax units (1 = half the inner width of the rib cage, about 9 cm). */
export interface Anatomy {
  /** Top of the lungs, y. */
  readonly apex: number;
  /** Height from the apex to the costophrenic angles. */
  readonly height: number;
  /** Front-to-back depth of the trunk and of the lungs. */
  readonly bodyDepth: number;
  readonly lungDepth: number;
  /** Soft tissue between the ribs and the skin. */
  readonly wall: number;
  /** Top of the right and left diaphragm dome, y. */
  readonly domes: readonly [number, number];
  readonly mediastinum: number;
  readonly heart: {
    readonly x: number;
    readonly y: number;
    readonly long: number;
    readonly short: number;
    readonly degrees: number;
  };
  readonly spineX: number;
  readonly ribRadius: number;
  readonly ribPairs: number;
  /** Bone density against the average child's. */
  readonly bone: number;
  /** Angle of the upper arms below the horizontal, degrees: hanging, or held up by a parent. */
  readonly armDegrees: readonly [number, number];
  /** How far the chin reaches into the picture; negative: not at all. */
  readonly chin: number;
  readonly stomachBubble: number;
}

export function drawAnatomy(random: Random): Anatomy {
  const near = (value: number, spread: number): number => value + random.uniform(-spread, spread);
  const dome = near(0.38, 0.08);
  const areArmsUp = random.next() < 0.45;
  const arm = (): number => (areArmsUp ? random.uniform(-70, -20) : random.uniform(55, 85));
  return {
    apex: near(-0.9, 0.04),
    height: near(1.72, 0.08),
    bodyDepth: near(1.36, 0.1),
    lungDepth: near(1.02, 0.08),
    wall: near(0.13, 0.04),
    domes: [dome, dome + random.uniform(-0.01, 0.08)],
    mediastinum: near(0.19, 0.035),
    heart: {
      x: near(0.13, 0.04),
      y: near(0.14, 0.05),
      long: near(0.5, 0.04),
      short: near(0.36, 0.03),
      degrees: near(38, 8),
    },
    spineX: near(0, 0.03),
    ribRadius: near(0.043, 0.004),
    ribPairs: 10,
    bone: near(1, 0.2),
    armDegrees: [arm(), arm()],
    chin: random.uniform(-0.15, 0.2),
    stomachBubble: random.uniform(0, 0.2),
  };
}

/** 0 at the apex, 1 at the costophrenic angle. */
export function downLung(anatomy: Anatomy, y: number): number {
  return (y - anatomy.apex) / anatomy.height;
}

/** Inner half-width of the rib cage at a height (0 apex … 1): a dome on a nearly straight wall. */
export function cageHalfWidth(down: number): number {
  const t = Math.min(1, Math.max(0, down));
  return 0.38 + 0.62 * Math.sqrt(t * (2 - t));
}

/** y of the diaphragm's edge on a side. */
export function diaphragm(anatomy: Anatomy, x: number): number {
  const dome = anatomy.domes[x < 0 ? 0 : 1];
  const fromTop = Math.abs(x) - 0.46;
  return dome + (fromTop > 0 ? 1.35 : 0.8) * fromTop * fromTop;
}

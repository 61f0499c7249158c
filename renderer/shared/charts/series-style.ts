/**
 * How a model looks in charts and tables: the same on every page, told apart by shape and stroke as well as by colour.
 * None is the colour of the machine or of people (renderer/shared/theme).
 */
export interface SeriesStyle {
  /** A CSS colour that follows the theme. */
  readonly colour: string;
  /** SVG `stroke-dasharray`; undefined for a whole line. */
  readonly dash: string | undefined;
  readonly shape: MarkerShape;
}

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'bar';

/** Told apart with every common kind of colour blindness: lightness differs too. Variables of `chartColours`. */
const hues = ['teal', 'rose', 'violet', 'olive', 'blue'] as const;
const shapes: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];
const dashes: readonly (string | undefined)[] = [undefined, '6 3', '2 2.5', '9 2 2 2'];

const styles: readonly SeriesStyle[] = dashes.flatMap((dash, round) =>
  hues.map((hue, place) => ({ colour: `var(--chart-${hue})`, dash, shape: shapes[(place + round) % shapes.length]! })),
);

/** For the style sheet of the page: the hues in the dark and in the light theme, each at least 3 : 1 on its paper. */
export const chartColours: Readonly<Record<'dark' | 'light', Readonly<Record<string, string>>>> = {
  dark: variables(['#45c4a8', '#f07f96', '#b99af2', '#c3c95c', '#6f9cf5']),
  light: variables(['#0b7a64', '#b3234b', '#6a3fb5', '#6b6f00', '#2450b8']),
};

function variables(values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(hues.map((hue, place) => [`--chart-${hue}`, values[place]!]));
}

/** FNV-1a, 32 bits: spreads names evenly, the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Model's name → place among the styles. */
export type StylePlaces = Readonly<Record<string, number>>;

/**
 * Places for the models, who keep the one that they had. A new model's name says which colour it would have; where it
 * is taken, the next free one is its own, so that up to 20 models never look alike. A model that is gone keeps its place
 * for its return until there is no other.
 */
export function placeModels(names: readonly string[], kept: StylePlaces = {}): StylePlaces {
  const places: Record<string, number> = { ...kept };
  for (const name of names.toSorted()) {
    if (places[name] !== undefined) continue;
    if (Object.keys(places).length >= styles.length) {
      const gone = Object.keys(places).find((other) => !names.includes(other));
      if (gone !== undefined) delete places[gone];
    }
    const taken = new Set(Object.values(places));
    const wish = hash(name) % hues.length;
    const wishes = styles.map(
      (_, tries) => Math.floor(tries / hues.length) * hues.length + ((wish + tries) % hues.length),
    );
    places[name] = wishes.find((place) => !taken.has(place)) ?? wish;
  }
  return places;
}

export const styleAt = (place: number): SeriesStyle => styles[place % styles.length]!;

/** The style for what is no installed model: an ensemble, told from others by its dash, or a model that was removed. */
export const ensembleStyle = (place: number): SeriesStyle => ({
  colour: 'var(--mui-palette-text-secondary)',
  dash: dashes[(place + 1) % dashes.length],
  shape: 'bar',
});

/** A chart as a figure for a paper: SVG or PNG, in the light theme on white, whatever the page looks like. */
import { saveFile } from './save-file.ts';

/** A line of the figure's key. */
export interface LegendEntry {
  readonly title: string;
  /** CSS colour. */
  readonly colour: string;
  /** SVG `stroke-dasharray`; undefined for a whole line. */
  readonly dash?: string | undefined;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Properties that style sheets give to the marks; in a file of its own they are attributes. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'shape-rendering',
] as const;

const legendLine = 18;
const margin = 8;

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function addLegend(svg: SVGElement, legend: readonly LegendEntry[], top: number): void {
  for (const [row, { title, colour, dash }] of legend.entries()) {
    const y = top + (row + 0.5) * legendLine;
    const line = element('line', { x1: 46, x2: 74, y1: y, y2: y, 'stroke-width': 2 });
    line.style.stroke = colour;
    line.style.strokeDasharray = dash ?? 'none';
    const text = element('text', { x: 82, y, dy: '0.32em' });
    text.textContent = title;
    svg.append(line, text);
  }
}

/** Computed values for every mark, so that the figure looks the same without this page. */
function freezeStyles(svg: SVGElement): void {
  const marks = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const frozen = marks.map((mark) => {
    const computed = getComputedStyle(mark);
    return properties.map((name) => [name, computed.getPropertyValue(name)] as const);
  });
  for (const [i, mark] of marks.entries()) {
    for (const [name, value] of frozen[i] ?? []) mark.setAttribute(name, value);
    mark.removeAttribute('style');
    mark.removeAttribute('class');
  }
}

interface Figure {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** The figure as the text of an SVG file; the chart itself stays as it is. */
function toFigure(chart: SVGSVGElement, legend: readonly LegendEntry[] = []): Figure {
  const box = chart.getBoundingClientRect();
  // A figure that is not on the page has its size in its attributes.
  const [width, height] = [box.width || chart.width.baseVal.value, box.height || chart.height.baseVal.value];
  const total = height + legend.length * legendLine + (legend.length === 0 ? 0 : margin);
  const copy = chart.cloneNode(true) as SVGSVGElement;
  for (const mark of copy.querySelectorAll('[data-transient]')) mark.remove();
  addLegend(copy, legend, height);
  // The light theme's variables hold inside this element, which is laid out but not seen.
  const studio = document.createElement('div');
  studio.dataset['scheme'] = 'light';
  studio.style.cssText = `position: fixed; left: -10000px; width: ${width}px; font-family: sans-serif`;
  studio.append(copy);
  document.body.append(studio);
  freezeStyles(copy);
  studio.remove();
  for (const [name, value] of Object.entries({ xmlns: svgNamespace, width, height: total }))
    copy.setAttribute(name, String(value));
  copy.setAttribute('viewBox', `0 0 ${width} ${total}`);
  copy.prepend(element('rect', { width, height: total, fill: '#ffffff' }));
  return { text: new XMLSerializer().serializeToString(copy), width, height: total };
}

/** Pixels of the file for each of the page: sharp in print. */
const pngScale = 3;

async function toPng({ text, width, height }: Figure): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(Math.round(width * pngScale), Math.round(height * pngScale));
  const context = canvas.getContext('2d')!;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

export function saveSvg(name: string, chart: SVGSVGElement, legend?: readonly LegendEntry[]): void {
  saveFile(`${name}.svg`, toFigure(chart, legend).text, 'image/svg+xml');
}

export async function savePng(name: string, chart: SVGSVGElement, legend?: readonly LegendEntry[]): Promise<void> {
  saveFile(`${name}.png`, await toPng(toFigure(chart, legend)), 'image/png');
}

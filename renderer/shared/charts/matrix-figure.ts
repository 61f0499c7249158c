/** A confusion matrix as an SVG, for a file: on the page its cells are buttons. */

interface MatrixFigureOptions {
  readonly truths: readonly string[];
  readonly predictions: readonly string[];
  readonly counts: readonly (readonly number[])[];
  /** Titles of the two axes. */
  readonly truthTitle: string;
  readonly predictionTitle: string;
}

const namespace = 'http://www.w3.org/2000/svg';
const cell = 96;
const [left, top] = [130, 60];

export function matrixFigure({
  truths,
  predictions,
  counts,
  truthTitle,
  predictionTitle,
}: MatrixFigureOptions): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  const [width, height] = [left + predictions.length * cell + 10, top + truths.length * cell + 10];
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const add = (name: string, attributes: Readonly<Record<string, string | number>>, text = ''): void => {
    const element = document.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    svg.append(element);
  };
  const label = { 'font-size': 12, fill: '#1a1a1a' };
  add('text', { ...label, x: left + (predictions.length * cell) / 2, y: 18, 'text-anchor': 'middle' }, predictionTitle);
  add('text', { ...label, x: 8, y: top - 12 }, truthTitle);
  for (const [column, prediction] of predictions.entries())
    add('text', { ...label, x: left + (column + 0.5) * cell, y: top - 10, 'text-anchor': 'middle' }, prediction);
  for (const [row, line] of counts.entries()) {
    const total = line.reduce((sum, count) => sum + count, 0);
    add(
      'text',
      { ...label, x: left - 10, y: top + (row + 0.5) * cell, dy: '0.32em', 'text-anchor': 'end' },
      truths[row],
    );
    for (const [column, count] of line.entries()) {
      const share = total === 0 ? 0 : count / total;
      const [x, y] = [left + column * cell, top + row * cell];
      const middle = { x: x + cell / 2, 'text-anchor': 'middle', fill: '#1a1a1a' };
      const fill = row === column ? '#8a5200' : '#a3271b';
      add('rect', { x, y, width: cell - 3, height: cell - 3, fill, 'fill-opacity': 0.08 + share * 0.4 });
      add('text', { ...middle, y: y + cell / 2 - 4, 'font-size': 20, 'font-weight': 600 }, String(count));
      add('text', { ...middle, y: y + cell / 2 + 18, 'font-size': 12 }, `${(share * 100).toFixed(1)} %`);
    }
  }
  return svg;
}

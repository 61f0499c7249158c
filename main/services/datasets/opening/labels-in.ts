/** An image's labels: several have `|` between them in index.csv; an empty part is none. */
export const labelsIn = (label: string): readonly string[] =>
  label
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** An image's labels: several have `|` between them in index.csv. */
export const labelsIn = (label: string): readonly string[] => label.split('|').map((one) => one.trim());

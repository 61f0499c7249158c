/** Around every chart: making it larger, and saving it. */
export const chartFrame = {
  enlarge: 'Enlarge: {{title}}',
  close: 'Back to its size',
  save: 'Save: {{title}}',
  svg: 'Figure (SVG)',
  png: 'Figure (PNG)',
  csv: 'Numbers (CSV)',
} as const;

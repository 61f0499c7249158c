/** Studies, wherever they are shown. */
export const studies = {
  read: 'Read {{name}}',
  radiographOf: 'Radiograph of {{name}}',
  synthetic: 'Synthetic',
  agrees: 'Agrees',
  disagrees: 'Disagrees',
} as const;

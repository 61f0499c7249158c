/** Studies, wherever they are shown. */
export const studies = {
  numbered: 'Study {{id}}',
  read: 'Read {{name}}',
  radiographOf: 'Radiograph of {{name}}',
  synthetic: 'Synthetic',
  agrees: 'Agrees',
  disagrees: 'Disagrees',
} as const;

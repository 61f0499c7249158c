/** Values that are missing, and durations. */
export const format = {
  noDate: 'No date',
  noName: 'No name',
  seconds: '{{seconds, number}} s',
  minutes: '{{minutes, number}} min',
  hours: '{{hours, number}} h {{minutes, number}} min',
} as const;

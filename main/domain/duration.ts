/** A duration as a person reads it: seconds below two minutes, then minutes, from two hours on hours and minutes. */
export type DurationParts =
  | { readonly unit: 'seconds'; readonly seconds: number }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number };

/** Rounded up, so that nothing that is left reads 0. */
export function durationParts(seconds: number): DurationParts {
  if (seconds < 120) return { unit: 'seconds', seconds: Math.max(0, Math.ceil(seconds)) };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return { unit: 'minutes', minutes };
  return { unit: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

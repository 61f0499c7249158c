export const engineFaults = {
  'engine.stopped': 'The engine stopped while it worked on this. Try again.',
  'engine.keeps-stopping': 'The engine keeps stopping. Restart Overread.',
  'engine.provider-unavailable':
    'The execution provider "{{provider}}" can\'t be used on this machine: {{reason, clause}}. Choose another one, or none to let Overread find the fastest that works.',
} as const;

import type { CodedMessage, NoDetails } from '../messages/coded-message.ts';

/** Which model is current, and the gate before it. */
export interface RegistryFaults {
  'registry.no-such-version': { readonly model: string };
  'registry.current-already': { readonly title: string; readonly role: string };
  'registry.example': { readonly title: string };
  'registry.report-outdated': NoDetails;
  'registry.nothing-before': { readonly role: string };
  'registry.set-changed': { readonly set: string; readonly name: string };
  'registry.remove-current': { readonly title: string; readonly role: string };
  'registry.no-such-role': { readonly role: string };
  'registry.gate-of-current': { readonly title: string };
  'registry.gate-not-set': { readonly role: string };
  'registry.unscored-images': {
    readonly count: number;
    readonly set: string;
    readonly file: string;
    readonly fault: CodedMessage;
  };
  'registry.set-lacks-cases': { readonly set: string; readonly label: string };
  'registry.gate-not-run': NoDetails;
  'registry.gate-not-passed': { readonly checks: readonly Record<'title' | 'verdict', string>[] };
  'registry.previous-gone': { readonly title: string; readonly version: string };
  'registry.current-gone': { readonly title: string; readonly version: string };
  'registry.empty-set': { readonly set: 'frozen' | 'validation' };
  'registry.sets-share-patients': { readonly count: number };
  'registry.sets-share-images': { readonly count: number };
}

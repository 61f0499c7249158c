import type { NoDetails } from './coded-message.ts';

/** Decisions about models. */
export interface RegistryNotes {
  /** A model that comes with the program is current until a person decides otherwise. */
  'registry.not-measured-here': NoDetails;
}

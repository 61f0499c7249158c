import type { Workstation } from '../composition/workstation.ts';
import { found, resultOf, type ServedContract } from './serve-contract.ts';

export function servePatients(os: ServedContract, { patients }: Workstation) {
  return os.patients.router({
    get: os.patients.get.handler(({ input }) => found(patients.get(input.personId), 'patient.not-found')),
    merge: os.patients.merge.handler(({ input }) => resultOf(patients.merge(input.from, input.into))),
    split: os.patients.split.handler(({ input }) => resultOf(patients.split(input.studies, input.into))),
    undo: os.patients.undo.handler(({ input }) => resultOf(patients.undo(input.change))),
  });
}

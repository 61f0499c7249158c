/**
 * Expected failures as values. A fault has a code and typed details: numbers, names and lists, never sentences. The host
 * that shows it makes the sentence (`main/contract/messages`). Details never hold patient data.
 */
import type { MessageOf } from '../messages/coded-message.ts';
import type { BackupFaults } from './backup-faults.ts';
import type { ArchiveFaults } from './archive-faults.ts';
import type { CasebookFaults } from './casebook-faults.ts';
import type { EngineFaults } from './engine-faults.ts';
import type { GraphFaults } from './graph-faults.ts';
import type { FileFaults } from './file-faults.ts';
import type { DatasetFaults } from './dataset-faults.ts';
import type { StudyFaults } from './study-faults.ts';
import type { EvaluationFaults } from './evaluation-faults.ts';
import type { RegistryFaults } from './registry-faults.ts';
import type { ImportFaults } from './import-faults.ts';
import type { SaliencyFaults } from './saliency-faults.ts';
import type { ImageFaults, SuitabilityFaults } from './image-faults.ts';
import type { JobFaults } from './job-faults.ts';
import type { ModelFaults } from './model-faults.ts';
import type { NetworkFaults } from './network-faults.ts';
import type { ProgramFaults } from './program-faults.ts';
import type { TrainingFaults } from './training-faults.ts';

/** Code → details, of all areas. A new area adds its interface here. */
export interface FaultDetails
  extends
    FileFaults,
    ArchiveFaults,
    DatasetFaults,
    StudyFaults,
    EvaluationFaults,
    RegistryFaults,
    ImportFaults,
    SaliencyFaults,
    ImageFaults,
    SuitabilityFaults,
    NetworkFaults,
    GraphFaults,
    EngineFaults,
    ModelFaults,
    TrainingFaults,
    BackupFaults,
    CasebookFaults,
    JobFaults,
    ProgramFaults {}

export type FaultCode = keyof FaultDetails;

export type Fault = MessageOf<FaultDetails> & {
  /** The lower error that it came from, for the log. It stays in the program. */
  readonly cause?: unknown;
};

export function faultOf<Code extends FaultCode>(code: Code, details: FaultDetails[Code], cause?: unknown): Fault {
  // TypeScript does not see that a code and its own details are one member of the union.
  return { code, details, ...(cause === undefined ? {} : { cause }) } as Fault;
}

/** Carries a fault up through code that returns something else; whoever calls that code turns it into an outcome. */
export class FaultError extends Error {
  override readonly name: string = 'FaultError';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.code} ${JSON.stringify(fault.details)}`, { cause: fault.cause });
    this.fault = fault;
  }
}

/** The same as `faultOf`, to be thrown. */
export function faultError<Code extends FaultCode>(
  code: Code,
  details: FaultDetails[Code],
  cause?: unknown,
): FaultError {
  return new FaultError(faultOf(code, details, cause));
}

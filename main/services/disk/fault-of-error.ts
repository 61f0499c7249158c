import { FaultError, faultOf, type Fault } from '../../domain/faults/fault.ts';
import { ownEntry } from '../../domain/own-entry.ts';

/** By the system's code. */
const codes = {
  ENOENT: 'file.gone',
  ENOTDIR: 'file.gone',
  EACCES: 'file.no-permission',
  EPERM: 'file.no-permission',
  EISDIR: 'file.is-folder',
  ELOOP: 'file.link-nowhere',
  ENAMETOOLONG: 'file.path-too-long',
} as const;

/** Why something on the disk could not be read; the error is kept as the cause. */
export function faultOfError(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault;
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const code = ownEntry(codes, systemCode);
  return code === undefined ? faultOf('file.unreadable', { systemCode }, error) : faultOf(code, {}, error);
}

import { FaultError, faultError } from '../../domain/faults/fault.ts';
import { success, type Outcome } from '../../domain/outcome.ts';

/**
 * Turns a fault that was thrown deep in a decoder into a value. The parser dicom-parser throws strings where bytes are
 * missing; anything else unexpected is a bug and goes on.
 */
export async function readable<T>(decode: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await decode());
  } catch (thrown) {
    const error = typeof thrown === 'string' ? faultError('image.breaks-off', {}, thrown) : thrown;
    if (error instanceof FaultError) return { ok: false, error: error.fault };
    throw error;
  }
}

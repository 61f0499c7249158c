/** Settles as the work does, or rejects with the signal's reason as soon as that comes; what comes of the work is dropped. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const aborted = Promise.withResolvers<never>();
  const reject = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', reject);
  if (signal.aborted) reject();
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener('abort', reject);
  }
}

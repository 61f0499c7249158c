/** Once for all files of the end-to-end tests: a casebook with the sample studies, which each of them copies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from './harness.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of that casebook; nobody writes to it. */
    preparedHome: string;
  }
}

export default async function prepareCasebook(project: TestProject): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), 'overread-e2e-prepared-'));
  const server = await startServer(home);
  await server.stop();
  project.provide('preparedHome', home);
  return () => rmSync(home, { recursive: true, force: true });
}

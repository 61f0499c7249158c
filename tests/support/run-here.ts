/** The command line within the test's own process, which spares reading its modules anew for each command. */
import { afterEach, vi } from 'vitest';
import { overread } from '../../main/hosts/cli/program.ts';

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

afterEach(() => void vi.restoreAllMocks());

/** One command at a time: the standard streams and the exit code are the process's. */
export async function overreadHere(parameters: readonly string[]): Promise<CommandResult> {
  const told = { output: '', errors: '' };
  const hear = (stream: keyof typeof told) => (text: string | Uint8Array) => {
    told[stream] += String(text);
    return true;
  };
  const line = (stream: keyof typeof told) => (text: unknown) => void (told[stream] += `${String(text)}\n`);
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(hear('output')),
    vi.spyOn(process.stderr, 'write').mockImplementation(hear('errors')),
    vi.spyOn(console, 'log').mockImplementation(line('output')),
    vi.spyOn(console, 'error').mockImplementation(line('errors')),
  ];
  process.exitCode = 0;
  await overread(parameters);
  const code = Number(process.exitCode);
  process.exitCode = 0;
  for (const spy of spies) spy.mockRestore();
  return { code, ...told };
}

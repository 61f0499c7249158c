/** The same training step in PyTorch, in a Python of the machine's: a reference, no part of the product. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ReferenceTask {
  readonly network: string;
  readonly headOnly: boolean;
  readonly batch: number;
  readonly size: number;
  readonly threads: number;
  readonly channelsLast: boolean;
}

export interface Reference {
  /** PyTorch's version. */
  readonly version: string;
  readonly parameters: number;
  /** One step; its time by Python's own clock, milliseconds, and the process's largest size so far. */
  step(): Promise<{ readonly ms: number; readonly peakBytes: number }>;
  close(): void;
}

/** A Python in which torch can be imported: `OVERREAD_PYTHON`, or python3 on the path. */
export function findPython(): string | undefined {
  const candidates = [process.env['OVERREAD_PYTHON'], 'python3'].filter((name) => name !== undefined);
  return candidates.find((name) => spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
}

type Answer = Readonly<Record<string, string | number>>;

/** Resolves to the name of the Python package that is missing, where one is. */
export async function openReference(python: string, task: ReferenceTask): Promise<Reference | string> {
  const script = fileURLToPath(new URL('reference/training_steps.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The reference script has ended');
    return JSON.parse(value) as Answer;
  };
  const { headOnly, channelsLast, ...rest } = task;
  const opened = await ask({ ...rest, head_only: headOnly, channels_last: channelsLast });
  if (opened['missing'] !== undefined) {
    child.kill();
    return String(opened['missing']);
  }
  return {
    version: String(opened['version']),
    parameters: Number(opened['parameters']),
    async step() {
      const answer = await ask({ step: true });
      return { ms: Number(answer['ms']), peakBytes: Number(answer['peak_bytes']) };
    },
    close: () => void child.kill(),
  };
}

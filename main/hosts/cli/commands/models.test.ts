import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userModels } from '../../locations.ts';
import { loadModels } from '../../../services/models/installed-models.ts';
import { describe } from './models.ts';
import { normalisationOf } from './models-import.ts';

let home: string;
const told: string[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  vi.stubEnv('OVERREAD_HOME', home);
  told.length = 0;
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void told.push(line));
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const fixture = fileURLToPath(new URL('../../../../tests/fixtures/exports/softmax.onnx', import.meta.url));

async function overread(...parameters: string[]): Promise<string> {
  const command = new Command('models').exitOverride();
  describe(command);
  await command.parseAsync(parameters, { from: 'user' });
  return told.splice(0).join('\n');
}

test('a model is brought in, listed as not measured, kept from a second one of its name, and removed', async () => {
  const labels = ['--labels', 'NORMAL, PNEUMONIA, COVID'];
  const told1 = await overread('import', fixture, ...labels, '--id', 'tiny', '--normalisation', '0.5/0.25');
  expect(told1).toContain('tiny (tiny) was brought in. It has not been evaluated here.');
  const { models } = await loadModels(userModels());
  expect(models[0]!.card).toMatchObject({
    labels: ['NORMAL', 'PNEUMONIA', 'COVID'],
    preprocessing: { normalisation: { kind: 'fixed', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] } },
  });
  expect(await overread()).toMatch(/tiny +1\.0\.0 +NORMAL, PNEUMONIA, COVID +32 × 32 +not measured +0\.500/);
  await expect(overread('import', fixture, ...labels, '--id', 'tiny')).rejects.toThrow('a model “tiny” already');
  expect(await overread('remove', 'tiny')).toBe('The model “tiny” was removed.');
  expect(await loadModels(userModels())).toEqual({ models: [], faults: [] });
});

test('what comes with the program, and what is not there, is not removed', async () => {
  await expect(overread('remove', 'chest-pneumonia')).rejects.toThrow('comes with Overread and stays');
  await expect(overread('remove', 'tiny')).rejects.toThrow('There is no model “tiny”');
});

test('a command and a role that are not there are told of, and a weight file that is none', async () => {
  await expect(overread('bogus')).rejects.toThrow('There is no command “models bogus”');
  await expect(overread('history', 'NOWHERE')).rejects.toThrow('There is no model for NOWHERE');
  const weights = join(home, 'broken.pth');
  writeFileSync(weights, 'no weights');
  await expect(overread('import', weights, '--labels', 'A,B')).rejects.toThrow('is no weight file that is known here');
});

test('a normalisation is a name or numbers for each channel', () => {
  expect(normalisationOf('per-image')).toEqual({ kind: 'per-image' });
  expect(normalisationOf('0.5,0.4,0.3/0.2,0.2,0.1')).toEqual({ kind: 'fixed', mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.1] }); // prettier-ignore
  for (const text of ['photographs', '0.5', '0.5/0', '0.5,0.5/1', '0.5/0.5/0.5', 'a/b', 'toString']) {
    expect(() => normalisationOf(text)).toThrow('Choose per-image');
  }
});

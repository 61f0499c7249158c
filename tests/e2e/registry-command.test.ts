/** `overread models candidates|gate|promote|rollback|history`, with the real engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelId } from '../../main/domain/ids.ts';
import { makeCard, makeOnnx } from '../support/make-model.ts';
import { makeSite } from '../support/make-registry-site.ts';
import { writeModel } from '../../main/services/training/model-folder/write-model.ts';
import { userModels } from '../../main/hosts/locations.ts';
import { describe } from '../../main/hosts/cli/commands/models.ts';

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

async function overread(...parameters: string[]): Promise<string> {
  const command = new Command('models').exitOverride();
  describe(command);
  await command.parseAsync(parameters, { from: 'user' });
  return told.splice(0).join('\n');
}

test('a candidate is measured with the gate printed, promoted only by override, rolled back, and all of it is told', async () => {
  const card = makeCard({ id: 'bright' as ModelId, version: '2.0.0' });
  await writeModel(join(userModels(), 'bright'), { model: makeOnnx(), card });
  expect(await overread('candidates')).toMatch(/PNEUMONIA +bright +2\.0\.0 +candidate +its card’s +not measured/);
  await expect(overread('promote', 'bright')).rejects.toThrow('The gate for PNEUMONIA is not set');

  const site = await makeSite(6);
  const sets = ['--frozen', site, '--frozen-split', 'test', '--validation', site, '--validation-split', 'val'];
  expect(await overread('gate', '--role', 'PNEUMONIA', ...sets)).toContain('The gate for PNEUMONIA is set');
  await expect(overread('promote', 'bright')).rejects.toThrow('did not pass the gate');
  const printed = told.splice(0).join('\n');
  expect(printed).toMatch(/Frozen set unchanged +passed/);
  expect(printed).toMatch(/Frozen set not in its training data +NOT KNOWN/);
  expect(printed).toMatch(/AUC for PNEUMONIA +[\d.-]+ +[\d.-]+ +-0\.050 +FAILED/);

  const why = 'For a lesson on gates.';
  expect(await overread('promote', 'bright', '--override', why)).toContain('by override of the gate');
  await expect(overread('remove', 'bright')).rejects.toThrow('is current for PNEUMONIA');
  expect(await overread('rollback', 'PNEUMONIA')).toContain('chest-pneumonia is current for PNEUMONIA again');
  const history = await overread('history', 'PNEUMONIA');
  expect(history).toMatch(/Promoted by override +bright 2\.0\.0 +For a lesson on gates\./);
  expect(history).toMatch(/The audit log's chain holds: \d+ entries/);
});

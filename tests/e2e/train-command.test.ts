import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commandLineIn } from './run-overread.ts';

const base = mkdtempSync(join(tmpdir(), 'overread-train-'));
const overread = commandLineIn(base);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('overread train', () => {
  const settings = ['--network', 'small-cnn', '--size', '32', '--batch', '8', '--seed', '3'];

  test('learns from the phantom’s folder and writes a model with its card', async () => {
    await overread(['phantom', '--count', '40', '--size', '96', '--format', 'png', '--out', 'phantoms']);
    const result = await overread([
      'train',
      '--data',
      'phantoms',
      '--out',
      'trained/toy',
      '--epochs',
      '2',
      '--json',
      ...settings,
    ]);
    expect(result.code, result.errors).toBe(0);
    const epochs = result.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { phase: string });
    expect(epochs).toHaveLength(2);
    const card = JSON.parse(readFileSync(join(base, 'trained/toy/card.json'), 'utf8')) as {
      training: { command: string };
    };
    expect(card.training!.command).toContain('npm run overread -- train --data phantoms --out trained/toy');
  });

  const endless = ['train', '--data', 'phantoms', '--epochs', '500', '--patience', '500', '--json', ...settings];

  test('keeps the best so far on Ctrl-C', async () => {
    const result = await overread([...endless, '--out', 'trained/cut'], /\n/);
    expect(result.code, result.errors).toBe(130);
    expect(existsSync(join(base, 'trained/cut/model.onnx'))).toBe(true);
  });

  test.skipIf(process.platform === 'win32')(
    'keeps it when the whole process group is told to end (skipped on Windows: no signals)',
    async () => {
      const result = await overread([...endless, '--out', 'trained/ended'], /\n/, 'SIGTERM');
      expect(result.code, result.errors).toBe(130);
      expect(result.errors).toContain('because it was stopped');
      expect(existsSync(join(base, 'trained/ended/model.onnx'))).toBe(true);
    },
  );
});

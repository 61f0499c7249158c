import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const sample = fileURLToPath(new URL('../../../../assets/samples/sample-01.dcm', import.meta.url));

function inspect(...parameters: readonly string[]): Promise<{ code: unknown; output: string; errors: string }> {
  const program = fileURLToPath(new URL('../main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'inspect', ...parameters], (error, output, errors) =>
      resolve({ code: error?.code ?? 0, output, errors }),
    );
  });
}

test('tells what a file says, as text and as JSON, and why it can’t', async () => {
  const [text, json, missing] = await Promise.all([
    inspect(sample),
    inspect(sample, '--json'),
    inspect(`${sample}.gone`, '--json'),
  ]);
  expect([text.code, text.output]).toEqual([0, expect.stringContaining('Sample 01^Synthetic') as string]);
  const said = JSON.parse(json.output) as { valuesSha256: string; frames: readonly object[] };
  expect(said).toMatchObject({
    file: sample,
    format: 'dicom',
    fault: null,
    metadata: { spacing: { source: 'ImagerPixelSpacing' } },
    frames: [{ rows: 533, columns: 640, sha256: said.valuesSha256, fault: null }],
  });
  expect(text.output).toContain(said.valuesSha256);
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.output)).toMatchObject({ fault: { code: 'file.gone' } });
});

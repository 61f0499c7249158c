import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { overreadHere } from '../../../../tests/support/run-here.ts';

const sample = fileURLToPath(new URL('../../../../assets/samples/sample-01.dcm', import.meta.url));

const inspect = (...parameters: readonly string[]) => overreadHere(['inspect', ...parameters]);

test('tells what a file says, as text and as JSON, and why it can’t', async () => {
  const text = await inspect(sample);
  const json = await inspect(sample, '--json');
  const missing = await inspect(`${sample}.gone`, '--json');
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

import { userEvent } from 'vitest/browser';
import { expect, test } from 'vitest';
import { noteOf } from '../../../../main/domain/messages/note.ts';
import { show } from '../../../../tests/support/components/show.tsx';
import { ImportDialog } from './import-dialog.tsx';
import type { ImportPreview } from '../../../../main/contract/registry.ts';

const preview = {
  picture: new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' }),
  preprocessing: { width: 224, height: 224, channels: 3 },
  input: { least: -2.118, most: 2.64, mean: 0.1 },
  probabilities: [
    { label: 'NORMAL', probability: 0.25 },
    { label: 'PNEUMONIA', probability: 0.75 },
  ],
  notes: [noteOf('import.no-map', {})],
} as unknown as ImportPreview;

test('the preview follows the settings, and the import takes them', async () => {
  const { getByRole, getByLabelText, getByText, calls } = await show(
    <ImportDialog file={new File(['x'], 'net.onnx')} onClose={() => undefined} onImported={() => undefined} />,
    { registry: { previewImport: () => preview, importModel: () => ({}) as never } },
  );
  await getByRole('textbox', { name: /^Labels/ }).fill('NORMAL, PNEUMONIA');
  await userEvent.upload(getByLabelText('Image for the preview'), new File(['x'], 'chest.png'));
  await expect.element(getByRole('img', { name: 'What the network sees' })).toBeVisible();
  await expect.element(getByText('224 × 224 × 3, values −2.12 to 2.64, mean 0.10')).toBeVisible();
  await expect.element(getByText(/^No map for heatmaps was found/)).toBeVisible();
  await getByRole('combobox', { name: 'Normalisation' }).click();
  await getByRole('option', { name: '−1 to 1' }).click();
  const normalisation = { kind: 'fixed', mean: [0.5], std: [0.5] };
  const last = (operation: string): unknown => calls.findLast((call) => call.operation === operation)?.input;
  await expect.poll(() => last('registry.previewImport')).toMatchObject({ normalisation });
  await getByRole('button', { name: 'Import' }).click();
  await expect.poll(() => last('registry.importModel')).toMatchObject({ normalisation, resize: 'stretch' });
});

import { expect, test } from 'vitest';
import type { Training } from '../../../main/contract/training.ts';
import { compareSettings } from './compare-settings.ts';

const training = (settings: Readonly<Record<string, unknown>>): Training =>
  ({
    request: { base: { kind: 'network', network: 'vit' } },
    settings,
    datasetName: 'clinic',
    fingerprint: '0123456789',
  }) as unknown as Training;

test('settings that differ come first; empty ones are the network’s own', () => {
  const rows = compareSettings(
    [training({ batch: 8, hidden: null, epochs: 3 }), training({ batch: 8, hidden: [4], epochs: 9 })],
    { random: 'random weights', own: 'own' },
  );
  expect(rows.map(({ name, differs }) => [name, differs])).toEqual([
    ['hidden', true],
    ['epochs', true],
    ['dataset', false],
    ['base', false],
    ['batch', false],
  ]);
  expect(rows[0]!.values).toEqual(['own', '4']);
  expect(rows[2]!.values[0]).toBe('clinic (01234567)');
});

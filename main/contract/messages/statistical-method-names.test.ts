import { expect, test } from 'vitest';
import { statisticalMethodName } from './statistical-method-names.ts';

test('a method has its name, also where a report of an earlier version holds the name itself', () => {
  const methods = ['delong-clusters', 'patient-bootstrap', 'DeLong for clusters (Obuchowski)', 'mid-p'];
  expect(methods.map(statisticalMethodName)).toEqual([
    'DeLong for clusters (Obuchowski)',
    'bootstrap by patient',
    'DeLong for clusters (Obuchowski)',
    'mid-p',
  ]);
});

import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('names with commas and quotes stay one field, and what is not known is empty', () => {
  expect(
    toCsv([
      ['model', 'auc'],
      ['ResNet-18, "all"', 0.95],
      ['ViT', null],
    ]),
  ).toBe('model,auc\r\n"ResNet-18, ""all""",0.95\r\nViT,\r\n');
});
